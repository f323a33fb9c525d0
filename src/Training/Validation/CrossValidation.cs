using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.ExceptionServices;

namespace TransferPredict.Training.Validation;

/// <summary>Predicts every row of a table from the one fold in which it is held out.</summary>
public static class CrossValidation
{
    /// <summary>Runs all folds.</summary>
    /// <param name="regressor">What learns, anew in each fold. It may be fitted in several folds at a time.</param>
    /// <param name="rows">The table.</param>
    /// <param name="splitter">How it is split.</param>
    /// <param name="threads">Folds at a time, 1 or more; the result does not depend on it.</param>
    /// <param name="done">Told the number of folds done so far, from any thread.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <param name="revealed">Whether the score of a row is told to regressors as a probe when the row is held out; null for none.</param>
    /// <returns>One prediction a row, in the order of rows.</returns>
    /// <exception cref="InvalidDataException">There are fewer than two groups to hold out, or nothing is left to learn from.</exception>
    public static ImmutableArray<Prediction> Run(
        IRegressor regressor, TrainingRows rows, Splitter splitter, int threads, Action<int>? done = null, CancellationToken cancellation = default,
        Func<int, bool>? revealed = null) =>
        Run([regressor], rows, splitter, threads, done, cancellation, revealed)[0];

    /// <summary>Runs all folds for several regressors, which share the selected rows of each fold.</summary>
    /// <inheritdoc cref="Run(IRegressor, TrainingRows, Splitter, int, Action{int}?, CancellationToken, Func{int, bool}?)"/>
    /// <param name="regressors">What learns, anew in each fold.</param>
    /// <returns>For each regressor, one prediction a row, in the order of rows.</returns>
    public static ImmutableArray<ImmutableArray<Prediction>> Run(
        IReadOnlyList<IRegressor> regressors, TrainingRows rows, Splitter splitter, int threads, Action<int>? done = null, CancellationToken cancellation = default,
        Func<int, bool>? revealed = null)
    {
        ImmutableArray<Fold> folds = Folds(rows, splitter);
        if (folds.Length < 2)
            throw new InvalidDataException($"The {rows.Count} rows of scores have {folds.Length} group{(folds.Length == 1 ? "" : "s")} to hold out; {splitter.Name} expects 2 or more.");
        RequireEveryRowOnce(folds, rows.Count, splitter.Name);

        double[][] predicted = [.. regressors.Select(_ => new double[rows.Count])];
        string[] foldOf = new string[rows.Count];
        int finished = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        try
        {
            // One fold at a time for each thread: the partitioner's usual chunks would leave a thread idle at the end.
            Parallel.ForEach(Partitioner.Create(folds, EnumerablePartitionerOptions.NoBuffering), options, fold =>
            {
                TrainingRows train = rows.Select(fold.Train), test = rows.Select(fold.Test).WithoutScores(revealed is null ? null : i => revealed(fold.Test[i]));
                foreach (int row in fold.Test)
                    foldOf[row] = fold.Name;
                for (int r = 0; r < regressors.Count; r++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    double[] values = Predict(regressors[r], train, test, fold, cancellation);
                    for (int i = 0; i < values.Length; i++)
                        predicted[r][fold.Test[i]] = values[i];
                }
                done?.Invoke(Interlocked.Increment(ref finished));
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.Count > 0)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        return [.. regressors.Select((regressor, r) => Collect(regressor, rows, predicted[r], foldOf))];
    }

    /// <summary>The folds with their rows in one order, whatever the order of the table; held-out scores have no say in it.</summary>
    static ImmutableArray<Fold> Folds(TrainingRows rows, Splitter splitter)
    {
        int[] order = RowOrder.OfTest(rows), place = new int[rows.Count];
        foreach ((int row, int i) in RowOrder.OfTraining(rows).Select((row, i) => (row, i)))
            place[row] = i;
        return
        [
            .. splitter.Split([.. order.Select(i => rows.Groups[i])]).Select(f => f with
            {
                Train = [.. f.Train.Select(i => order[i]).OrderBy(row => place[row])],
                Test = [.. f.Test.Select(i => order[i])],
            }),
        ];
    }

    static double[] Predict(IRegressor regressor, TrainingRows train, TrainingRows test, Fold fold, CancellationToken cancellation)
    {
        IFittedRegressor fitted = regressor.Fit(train, cancellation);
        try
        {
            double[] values = fitted.Predict(test);
            if (values.Length != test.Count)
                throw new InvalidOperationException($"{regressor.Name} made {values.Length} predictions for the {test.Count} rows of {fold.Name}; expected one a row.");
            int bad = Array.FindIndex(values, v => !double.IsFinite(v));
            if (bad >= 0)
                throw new InvalidOperationException($"{regressor.Name} predicts {values[bad]} for {test.Sources[bad]} to {test.Targets[bad]}; expected a finite number.");
            return values;
        }
        finally
        {
            (fitted as IDisposable)?.Dispose();
        }
    }

    static ImmutableArray<Prediction> Collect(IRegressor regressor, TrainingRows rows, double[] predicted, string[] foldOf) =>
    [
        .. predicted.Select((value, i) => new Prediction(
            rows.Query(i), rows.Groups[i].TargetGroup, rows.Sources[i], rows.Scores[i], value, RanksOnly: regressor.RanksOnly, Fold: foldOf[i])),
    ];

    static void RequireEveryRowOnce(ImmutableArray<Fold> folds, int rows, string splitter)
    {
        int[] times = new int[rows];
        foreach (Fold fold in folds)
        {
            if (fold.Train.IsEmpty)
                throw new InvalidDataException($"{splitter}: without {fold.Name} nothing is left of the {rows} rows to learn from; expected 1 row or more.");
            if (fold.Test.IsEmpty)
                throw new InvalidOperationException($"{splitter}: {fold.Name} has no test rows; expected 1 or more.");
            foreach (int row in fold.Test)
                times[row]++;
        }
        int wrong = Array.FindIndex(times, t => t != 1);
        if (wrong >= 0)
            throw new InvalidOperationException($"{splitter} holds out row {wrong} in {times[wrong]} folds; expected 1.");
    }
}
