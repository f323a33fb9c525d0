using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training;

/// <summary>How far figures of the predictor depend on the seed of its training.</summary>
/// <param name="Seeds">Number of seeds.</param>
/// <param name="Figures">Mean, least and greatest over the seeds (of the figures, or of their differences from those without families of features), in the order of <see cref="AccuracyMetrics.Names"/>; null where a seed has no figure.</param>
public sealed record SeedSpread(int Seeds, ImmutableArray<(double Mean, double Least, double Greatest)?> Figures)
{
    /// <summary>Joins the figures of several seeds.</summary>
    /// <param name="predictions">Held-out predictions of each seed, of the same rows.</param>
    internal static SeedSpread Of(IEnumerable<IReadOnlyCollection<Prediction>> predictions) => Of([.. predictions.Select(p => AccuracyMetrics.Of(p).Values)]);

    /// <summary>Joins the figures of several seeds less those of another predictor with the same seeds.</summary>
    /// <param name="predictions">Held-out predictions of each seed.</param>
    /// <param name="others">The other predictor's, of the same rows and in the same order of seeds.</param>
    internal static SeedSpread OfDifferences(IEnumerable<IReadOnlyCollection<Prediction>> predictions, IEnumerable<IReadOnlyCollection<Prediction>> others) =>
        Of([.. predictions.Zip(others, (p, o) => AccuracyMetrics.Of(p).Values.Zip(AccuracyMetrics.Of(o).Values, (x, y) => x - y).ToArray())]);

    static SeedSpread Of(double?[][] values) => new(values.Length, [.. AccuracyMetrics.Names.Select((_, i) => values.All(v => v[i] is not null)
        ? (values.Average(v => v[i]!.Value), values.Min(v => v[i]!.Value), values.Max(v => v[i]!.Value)) : ((double, double, double)?)null)]);
}
