using System.Collections.Immutable;

namespace TransferPredict.Training.Validation.Baselines;

/// <summary>Takes English for every target, all other sources tied behind it: an order, not a score.</summary>
public sealed class AlwaysEnglish : IRegressor, IFittedRegressor
{
    const string English = "eng";

    /// <inheritdoc/>
    public string Name => "English";

    /// <inheritdoc/>
    public bool RanksOnly => true;

    /// <inheritdoc/>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default) => this;

    /// <summary>1 for English as the source, in any script or region, 0 for all others.</summary>
    public double[] Predict(TrainingRows rows) => [.. rows.Groups.Select(g => g.SourceGroup == English ? 1.0 : 0.0)];

    /// <summary>
    /// Leaves out the queries in which English is not among the sources: taking it there is no choice that could be scored.
    /// </summary>
    /// <param name="predictions">Predictions of <see cref="AlwaysEnglish"/>.</param>
    /// <returns>What is left, in the same order, and the number of queries left out.</returns>
    public static (ImmutableArray<Prediction> Kept, int QueriesLeftOut) WhereItCompetes(IReadOnlyCollection<Prediction> predictions)
    {
        HashSet<string> kept = [.. predictions.Where(p => p.Predicted > 0).Select(p => p.Query)];
        return ([.. predictions.Where(p => kept.Contains(p.Query))], predictions.Select(p => p.Query).Distinct().Count() - kept.Count);
    }
}
