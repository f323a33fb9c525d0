using System.Collections.Immutable;

namespace TransferPredict.Training.Validation;

/// <summary>The figures of one way to predict, each with a 95 % interval by bootstrap over targets.</summary>
/// <param name="Name">What predicted.</param>
/// <param name="Targets">Number of target languages (ISO 639-3): what the bootstrap draws.</param>
/// <param name="Queries">Number of queries with two sources or more: what ranking figures are averaged over.</param>
/// <param name="Rows">Number of rows.</param>
/// <param name="Metrics">The figures.</param>
/// <param name="Intervals">Their intervals, in the order of <see cref="AccuracyMetrics.Names"/>; null where there is no figure.</param>
public sealed record AccuracyReport(
    string Name, int Targets, int Queries, int Rows, AccuracyMetrics Metrics, ImmutableArray<ConfidenceInterval?> Intervals)
{
    /// <summary>Computes the figures and their intervals.</summary>
    /// <param name="name">What predicted.</param>
    /// <param name="predictions">All predictions.</param>
    /// <param name="seed">Seed of the bootstrap; the same for all reports that are compared.</param>
    /// <exception cref="ArgumentException">A score, prediction or interval is not finite.</exception>
    public static AccuracyReport Of(string name, IReadOnlyCollection<Prediction> predictions, int seed)
    {
        FigureSums[] targets = FigureSums.ByTarget(predictions);
        FigureSums total = FigureSums.Total(targets);
        return new AccuracyReport(
            name, targets.Length, total.RankedQueries, predictions.Count, total.Figures(), Bootstrap.OfSums(targets, seed));
    }
}
