using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Findings;

/// <summary>How one measure of alignment goes through the layers of a model, the mean over pairs of two languages.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Measure">Name of the measure.</param>
/// <param name="Layers">The mean in each layer, from 0, with its interval by bootstrap over target languages.</param>
/// <param name="Rise">Mean in the last layer less mean in layer 0, over the same drawn targets.</param>
public sealed record LayerTrend(string Model, string Measure, ImmutableArray<Figure> Layers, Figure Rise)
{
    /// <summary>The layer of the highest mean, the lowest of equal ones.</summary>
    public int Highest => Layers.IndexOf(Layers.MaxBy(l => l.Value)!);

    /// <summary>Whether the mean never falls from one layer to the next.</summary>
    public bool RisesThroughout => Enumerable.Range(1, Layers.Length - 1).All(l => Layers[l].Value >= Layers[l - 1].Value);

    /// <summary>Follows one measure.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="measure">Name of the measure.</param>
    /// <param name="rows">Layer, group of the target, and value; NaN values are left out.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <returns>Null where some layer has no value.</returns>
    public static LayerTrend? Of(string model, string measure, IEnumerable<(int Layer, string Target, double Value)> rows, int seed)
    {
        (int Layer, string Target, double Value)[] known = [.. rows.Where(r => !double.IsNaN(r.Value))];
        if (known.Length == 0)
            return null;
        int last = known.Max(r => r.Layer);
        Figure?[] layers = [.. Enumerable.Range(0, last + 1).Select(l => GroupBootstrap.Mean(known.Where(r => r.Layer == l).Select(r => (r.Target, r.Value)), seed))];
        if (last == 0 || layers.Contains(null))
            return null;
        (double First, double Last)[] targets =
        [
            .. known.GroupBy(r => r.Target).OrderBy(g => g.Key, StringComparer.Ordinal)
                .Where(g => g.Any(r => r.Layer == 0) && g.Any(r => r.Layer == last)).Select(g => (Mean(g, 0), Mean(g, last))),
        ];
        Figure? rise = GroupBootstrap.Of(targets.Length, seed, draw => draw.Average(i => targets[i].Last - targets[i].First));
        return rise is null ? null : new LayerTrend(model, measure, [.. layers.OfType<Figure>()], rise);
    }

    static double Mean(IEnumerable<(int Layer, string Target, double Value)> rows, int layer) => rows.Where(r => r.Layer == layer).Select(r => r.Value).Order().Average();
}
