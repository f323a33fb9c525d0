using System.Collections.Immutable;
using TransferPredict.Features.Spectra.Similarity;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Findings;

/// <summary>
/// The combined measure S = exp(-(w₁·D + w₂·(1 - r) + w₃·(1 - c))) of one view: the columns ks, pearson and cosine below a prefix. Weights are
/// learned for score(s, t) = level(t)·S(s, t): least squares of ln max(score, 0.01), less its mean over the target's sources, on -D, -(1 - r) and
/// -(1 - c), less theirs, with w ≥ 0. So a learned w says by what factor scores fall within one target, and the level of a target, of which spectra know
/// nothing, has no say.
/// </summary>
/// <param name="View">The prefix, such as "esd.token".</param>
public sealed record CombinedMeasure(string View)
{
    /// <summary>Scores below this count as this: the logarithm of 0 has no end.</summary>
    public const double LowestScore = 0.01;

    /// <summary>The views that the schema's features have.</summary>
    public static ImmutableArray<CombinedMeasure> All { get; } = [new("esd.token"), new("esd.type"), new("rep")];

    /// <summary>Distances of every row, three a row; null where one of them is missing.</summary>
    public IReadOnlyList<double[]?> Distances(TrainingRows rows)
    {
        int[] columns = [.. ((string[])["ks", "pearson", "cosine"]).Select(n => rows.FeatureNames.IndexOf($"{View}.{n}"))];
        if (Array.Exists(columns, c => c < 0))
            return [.. Enumerable.Repeat<double[]?>(null, rows.Count)];
        return
        [
            .. Enumerable.Range(0, rows.Count).Select(i =>
            {
                ReadOnlySpan<float> row = rows.Row(i);
                double[] distances = [row[columns[0]], 1 - row[columns[1]], 1 - row[columns[2]]];
                return Array.TrueForAll(distances, double.IsFinite) ? distances : null;
            }),
        ];
    }

    /// <summary>S of a pair.</summary>
    /// <param name="distances">D, 1 - r and 1 - c.</param>
    /// <param name="weights">The weights.</param>
    public static double Similarity(double[] distances, CombinedWeights weights) =>
        Math.Exp(-(weights.Ks * distances[0] + weights.Pearson * distances[1] + weights.Cosine * distances[2]));

    /// <summary>Learns weights from rows of one setting.</summary>
    /// <param name="rows">Training rows.</param>
    /// <param name="distances">What <see cref="Distances"/> gives of them.</param>
    public static CombinedWeights Fit(TrainingRows rows, IReadOnlyList<double[]?> distances)
    {
        List<double> y = [];
        List<double>[] columns = [[], [], []];
        foreach (IGrouping<string, int> target in Enumerable.Range(0, rows.Count).Where(i => distances[i] is not null).GroupBy(rows.Query))
        {
            double level = target.Average(i => LogScore(rows, i));
            double[] means = [.. Enumerable.Range(0, 3).Select(d => target.Average(i => distances[i]![d]))];
            foreach (int i in target)
            {
                y.Add(LogScore(rows, i) - level);
                for (int d = 0; d < 3; d++)
                    columns[d].Add(means[d] - distances[i]![d]);
            }
        }
        double[] weights = NonNegativeLeastSquares.Solve([.. columns.Select(c => c.ToArray())], [.. y]);
        return new CombinedWeights { Ks = weights[0], Pearson = weights[1], Cosine = weights[2] };
    }

    static double LogScore(TrainingRows rows, int row) => Math.Log(Math.Max(rows.Scores[row], LowestScore));
}
