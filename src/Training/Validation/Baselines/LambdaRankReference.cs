using TransferPredict.Training.LightGbm;

namespace TransferPredict.Training.Validation.Baselines;

/// <summary>
/// LangRank's method (Lin et al. 2019, section 3) on the same features: LambdaRank with relevance max(0, 11 - place of the true score
/// among the query's sources), ties sharing the better place, and that paper's parameters. It orders sources, and predicts no score.
/// </summary>
public sealed class LambdaRankReference : IRegressor
{
    readonly LightGbmParameters _parameters;

    /// <summary>Sets it up.</summary>
    /// <param name="seed">LightGBM's seed, 0 or more.</param>
    public LambdaRankReference(int seed = 1) => _parameters = new LightGbmParameters
    {
        Objective = LightGbmObjective.LambdaRank,
        Iterations = 100,
        LearningRate = 0.1,
        Leaves = 16,
        MinDataInLeaf = 5,
        Seed = seed,
    };

    /// <inheritdoc/>
    public string Name => "LambdaRank";

    /// <inheritdoc/>
    public bool RanksOnly => true;

    /// <inheritdoc/>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default)
    {
        int[][] queries = [.. Enumerable.Range(0, rows.Count).GroupBy(rows.Query).Select(q => q.ToArray())];
        TrainingRows grouped = rows.Select([.. queries.SelectMany(q => q)]);
        float[] relevance = [.. queries.SelectMany(q => Relevance.Of([.. q.Select(i => rows.Scores[i])]))];
        using LightGbmDataset dataset = LightGbmDataset.Create(
            new LightGbmMatrix(grouped.Features, grouped.Count, grouped.FeatureNames.Length), relevance, grouped.FeatureNames, _parameters,
            groupSizes: [.. queries.Select(q => q.Length)]);
        return new Fitted(LightGbmBooster.Train(dataset, _parameters, cancellation));
    }

    sealed record Fitted(LightGbmBooster Booster) : IFittedRegressor, IDisposable
    {
        public double[] Predict(TrainingRows rows) => Booster.Predict(new LightGbmMatrix(rows.Features, rows.Count, rows.FeatureNames.Length));

        public void Dispose() => Booster.Dispose();
    }
}
