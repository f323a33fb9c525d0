using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Probing;

/// <summary>
/// Another regressor whose predictions for a target are updated by the scores of that target that the rows tell (those that are not
/// NaN), each query for itself. How errors go together is learned from the training rows alone, by holding out targets among them.
/// </summary>
/// <param name="regressor">What predicts scores.</param>
/// <param name="seed">Seed of the inner folds.</param>
public sealed class ProbedRegressor(IRegressor regressor, int seed) : IRegressor
{
    /// <inheritdoc/>
    public string Name => $"{regressor.Name} with probes";

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The rows have fewer than two target languages.</exception>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default)
    {
        ImmutableArray<Prediction> heldOut = CrossValidation.Run(regressor, rows, Splitter.InnerTargetFolds(seed), threads: 1, cancellation: cancellation);
        return new Fitted(regressor.Fit(rows, cancellation), new KnownScoreUpdate(rows, [.. heldOut.Select(p => p.Actual - p.Predicted)]));
    }

    sealed class Fitted(IFittedRegressor fitted, KnownScoreUpdate update) : IFittedRegressor, IDisposable
    {
        public double[] Predict(TrainingRows rows)
        {
            double[] predicted = fitted.Predict(rows.WithoutScores());
            update.Apply(predicted, rows);
            return predicted;
        }

        public void Dispose() => (fitted as IDisposable)?.Dispose();
    }
}
