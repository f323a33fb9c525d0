using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Probing;

/// <summary>
/// Another regressor whose predictions for a target are updated by the scores of that target that it was trained on: what `rank --known` does, for
/// splits in which other scores of a held-out row's target are known. A target is predicted by a model that saw none of its scores, so
/// that its errors are like those on targets held out, from which the update is learned.
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
            HashSet<string> measured = [.. training.Groups.Select(g => g.TargetGroup)];
            int[] unmeasured = [.. Enumerable.Range(training.Count, rows.Count).Where(i => !measured.Contains(all.Groups[i].TargetGroup))];
            foreach (Fold fold in Splitter.TargetFolds(ProbedRegressor.InnerFolds, seed).Split(training.Groups))
            {
                HashSet<string> targets = [.. fold.Test.Select(i => training.Groups[i].TargetGroup)];
                Predict([.. fold.Train], [.. Enumerable.Range(0, all.Count).Where(i => targets.Contains(all.Groups[i].TargetGroup))]);
            }
            if (unmeasured.Length > 0)
                Predict([.. Enumerable.Range(0, training.Count)], unmeasured);

            double[] residuals = [.. training.Scores.Select((score, i) => score - predicted[i])];
            new KnownScoreUpdate(training, residuals).Apply(predicted, all);
            return predicted[training.Count..];

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
