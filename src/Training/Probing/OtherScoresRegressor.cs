using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Probing;

/// <summary>
/// Another regressor whose predictions for a target are updated by the scores of that target that it was trained on, in the same model, task and metric: as
/// `rank --known` does, for splits in which other scores of a held-out row's target are known. Such a target is predicted by a model that saw none of
/// its scores, so that its errors are like those on targets held out, from which the update is learned; others are predicted by a model of all rows.
/// </summary>
/// <param name="regressor">What predicts scores.</param>
/// <param name="seed">Seed of the inner folds.</param>
public sealed class OtherScoresRegressor(IRegressor regressor, int seed) : IRegressor
{
    /// <inheritdoc/>
    public string Name => $"{regressor.Name} with the target's other scores";

    /// <inheritdoc/>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default) => new Fitted(regressor, seed, rows, cancellation);

    sealed class Fitted(IRegressor regressor, int seed, TrainingRows training, CancellationToken cancellation) : IFittedRegressor
    {
        public double[] Predict(TrainingRows rows)
        {
            // Training rows first, their scores known, then the rows to predict, theirs not.
            TrainingRows all = training.Followed(rows.WithoutScores());
            double[] predicted = new double[all.Count];
            HashSet<string> measured = [.. Enumerable.Range(0, training.Count).Select(training.Query)];
            int[] others = [.. Enumerable.Range(training.Count, rows.Count).Where(i => !measured.Contains(all.Query(i)))];
            var folds = Splitter.InnerTargetFolds(seed).Split(training.Groups);
            if (folds.Length < 2) // one target alone tells nothing of errors on targets held out
                return Whole();
            foreach (Fold fold in folds)
            {
                HashSet<string> targets = [.. fold.Test.Select(i => training.Groups[i].TargetGroup)];
                Predict([.. fold.Train], [.. Enumerable.Range(0, all.Count).Where(i => targets.Contains(all.Groups[i].TargetGroup) && measured.Contains(all.Query(i)))]);
            }
            if (others.Length > 0)
                Predict([.. Enumerable.Range(0, training.Count)], others);

            double[] residuals = [.. training.Scores.Select((score, i) => score - predicted[i])];
            new KnownScoreUpdate(training, residuals).Apply(predicted, all);
            return predicted[training.Count..];

            double[] Whole()
            {
                IFittedRegressor fitted = regressor.Fit(training, cancellation);
                using var _ = fitted as IDisposable;
                return fitted.Predict(rows.WithoutScores());
            }

            void Predict(int[] train, int[] wanted)
            {
                IFittedRegressor fitted = regressor.Fit(training.Select([.. train]), cancellation);
                using var _ = fitted as IDisposable;
                foreach ((int row, double value) in wanted.Zip(fitted.Predict(all.Select([.. wanted]).WithoutScores())))
                    predicted[row] = value;
            }
        }
    }
}
