using System.Collections.Immutable;
using TransferPredict.Features.Numerics;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>
/// Gradient-boosted trees on the given features and on those learned from the training rows: one model of the scores, one of their shape
/// within a target, one that ranks (LambdaRank), blended into one number (docs/predictor.md).
/// </summary>
/// <param name="parameters">LightGBM's parameters, but for the objective, which each of the three has of its own.</param>
public sealed class LightGbmRegressor(LightGbmParameters parameters) : IRegressor
{
    const int HighestRelevance = 10;
    const double RankingTrees = 0.6; // of the others' trees: ranking overfits sooner

    // Percent of the training rows whose source is taken for one never seen, so that the trees know what to make of such a source.
    const int Forgotten = 30;

    /// <summary>Parameters that serve tables of some thousand rows well (docs/decisions.md says how they were chosen).</summary>
    public static LightGbmParameters DefaultParameters { get; } = new()
    {
        Iterations = 250,
        LearningRate = 0.05,
        Leaves = 15,
        MinDataInLeaf = 30,
        LambdaL2 = 1,
        FeatureFraction = 0.5,
        BaggingFraction = 0.7,
        BaggingFrequency = 1,
        MaxBin = 63,
    };

    /// <inheritdoc/>
    public string Name => "LightGBM";

    /// <summary>LightGBM's parameters.</summary>
    public LightGbmParameters Parameters => parameters;

    /// <summary>Grows the trees on all rows given.</summary>
    public FittedLightGbm Train(TrainingRows rows, CancellationToken cancellation = default)
    {
        rows = rows.Select([.. Enumerable.Range(0, rows.Count).GroupBy(rows.Query).SelectMany(query => query)]); // ranking wants a target's sources together
        LearnedFeatures learned = LearnedFeatures.Fit(rows);
        var random = new SeededRandom(parameters.Seed, "forgotten sources");
        var matrix = new LightGbmMatrix(learned.Matrix(rows, () => random.Next(100) < Forgotten), rows.Count, rows.FeatureNames.Length + LearnedFeatures.Names.Length);
        ImmutableArray<string> names = [.. rows.FeatureNames, .. LearnedFeatures.Names];
        int[][] queries = [.. Enumerable.Range(0, rows.Count).GroupBy(rows.Query).Select(query => query.ToArray())];
        float[] shape = new float[rows.Count], relevance = new float[rows.Count];
        foreach (int[] query in queries)
            Label(query, rows.Scores, shape, relevance);

        List<LightGbmBooster> boosters = [];
        try
        {
            boosters.Add(Grow(matrix, [.. rows.Scores.Select((score, i) => (float)learned.Scales.Of(rows.Groups[i].Setting).Standardise(score))], [], names, parameters, cancellation));
            boosters.Add(Grow(matrix, shape, [], names, parameters, cancellation));
            boosters.Add(Grow(matrix, relevance, [.. queries.Select(query => query.Length)], names, parameters with
            {
                Objective = LightGbmObjective.LambdaRank,
                Iterations = (int)Math.Ceiling(RankingTrees * parameters.Iterations),
            }, cancellation));
            return new FittedLightGbm(new BoosterTrio(boosters[0], boosters[1], boosters[2]), learned);
        }
        catch
        {
            boosters.ForEach(booster => booster.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default) => Train(rows, cancellation);

    /// <summary>A query's scores in standard deviations from their mean, and as relevance: 11 less the place, not below 0, ties sharing the better place.</summary>
    static void Label(int[] query, double[] scores, float[] shape, float[] relevance)
    {
        double mean = query.Average(i => scores[i]), deviation = Math.Sqrt(query.Average(i => (scores[i] - mean) * (scores[i] - mean)));
        foreach (int i in query)
        {
            shape[i] = deviation > 0 ? (float)((scores[i] - mean) / deviation) : 0;
            relevance[i] = Math.Max(0, HighestRelevance - query.Count(j => scores[j] > scores[i]));
        }
    }

    static LightGbmBooster Grow(
        LightGbmMatrix matrix, float[] labels, int[] groups, ImmutableArray<string> names, LightGbmParameters parameters, CancellationToken cancellation)
    {
        using LightGbmDataset dataset = LightGbmDataset.Create(matrix, labels, names, parameters, groupSizes: groups);
        return LightGbmBooster.Train(dataset, parameters, cancellation);
    }
}
