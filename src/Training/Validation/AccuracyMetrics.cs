namespace TransferPredict.Training.Validation;

/// <summary>
/// How good predictions are. MAE, RMSE and R² are over rows, so that a target with many sources weighs more; ranking figures are
/// the mean over queries (one target, task and model) with two sources or more, so that every query weighs the same. Null where
/// there is nothing to compute a figure from. Definitions: docs/evaluation.md.
/// </summary>
/// <param name="Mae">Mean absolute error, in units of the score, 0 or more.</param>
/// <param name="Rmse">Root mean squared error, in units of the score, 0 or more.</param>
/// <param name="R2">Share of the rows' variance around their common mean that is explained, at most 1; null where all scores are equal.</param>
/// <param name="Spearman">Mean rank correlation within a query, in [-1, 1]; a constant prediction counts as 0.</param>
/// <param name="Ndcg1">NDCG@1, in [0, 1].</param>
/// <param name="Ndcg3">NDCG@3, in [0, 1].</param>
/// <param name="Ndcg5">NDCG@5, in [0, 1].</param>
/// <param name="Regret1">What is lost by taking the source ranked first, in units of the score, 0 or more.</param>
/// <param name="Top3Hit">How often the best source is among the first three, in [0, 1].</param>
/// <param name="Coverage">Share of measured scores within their interval, over rows, in [0, 1].</param>
/// <param name="Width">Mean width of the intervals, over rows, in units of the score.</param>
public sealed record AccuracyMetrics(
    double? Mae, double? Rmse, double? R2, double? Spearman, double? Ndcg1, double? Ndcg3, double? Ndcg5, double? Regret1, double? Top3Hit,
    double? Coverage, double? Width)
{
    /// <summary>Names of the figures, in the order of <see cref="Values"/>.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["mae", "rmse", "r2", "spearman", "ndcg1", "ndcg3", "ndcg5", "regret1", "top3_hit", "coverage", "width"];

    /// <summary>The figures, in the order of <see cref="Names"/>.</summary>
    public double?[] Values => [Mae, Rmse, R2, Spearman, Ndcg1, Ndcg3, Ndcg5, Regret1, Top3Hit, Coverage, Width];

    /// <summary>The figure of a name; null where it is undefined.</summary>
    /// <exception cref="ArgumentException">No figure has this name.</exception>
    public double? this[string name] => Values[IndexOf(name)];

    /// <summary>Place of a name in <see cref="Names"/>.</summary>
    /// <exception cref="ArgumentException">No figure has this name.</exception>
    public static int IndexOf(string name)
    {
        for (int i = 0; i < Names.Count; i++)
            if (Names[i] == name)
                return i;
        throw new ArgumentException($"No figure is called '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
    }

    /// <summary>Computes the figures.</summary>
    /// <param name="predictions">Any number, in any order.</param>
    /// <exception cref="ArgumentException">A score, prediction or interval is not finite.</exception>
    public static AccuracyMetrics Of(IEnumerable<Prediction> predictions) => FigureSums.Total(FigureSums.ByTarget(predictions)).Figures();
}
