using System.Collections.Immutable;
using TransferPredict.Features.Numerics;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>
/// Gradient-boosted trees on the given features and on those learned from the training rows: one model of the scores, one of a target's
/// level, one of the shape within a target, one that ranks (LambdaRank), blended into one number (docs/predictor.md).
/// </summary>
/// <param name="parameters">LightGBM's parameters, but for the objective, which each booster has of its own, and the level, whose few rows want others.</param>
public sealed class LightGbmRegressor(LightGbmParameters parameters) : IRegressor
{
    const double RankingTrees = 0.4; // of the others' trees: ranking overfits sooner

    // A few places more than relevance is given to; LightGBM's own 30 compares twice as many pairs, for no better ranking.
    const int RankingTruncation = 15;

    // Percent of the training rows whose source is taken for one never seen, so that the trees know what to make of such a source.
    const int Forgotten = 30;

    /// <summary>Parameters that serve tables of some thousand rows well (docs/decisions.md says how they were chosen).</summary>
    public static LightGbmParameters DefaultParameters { get; } = new()
    {
        Iterations = 125,
        LearningRate = 0.1,
        Leaves = 15,
        MinDataInLeaf = 10,
        LambdaL2 = 1,
        FeatureFraction = 0.5,
        BaggingFraction = 0.7,
        BaggingFrequency = 1,
        MaxBin = 63,
    };

    /// <summary>Parameters of the level, which has one row a target.</summary>
    static LightGbmParameters LevelParameters { get; } = DefaultParameters with { Iterations = 100, LearningRate = 0.05, Leaves = 4, MinDataInLeaf = 5, BaggingFraction = 0.8 };

    /// <inheritdoc/>
    public string Name => "LightGBM";

    /// <summary>LightGBM's parameters.</summary>
    public LightGbmParameters Parameters => parameters;

    /// <summary>Grows the trees on all rows given.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="done">Told the boosters grown so far.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public FittedLightGbm Train(TrainingRows rows, Action<int>? done = null, CancellationToken cancellation = default)
    {
        rows = rows.Select([.. Enumerable.Range(0, rows.Count).GroupBy(rows.Query).SelectMany(query => query)]); // ranking wants a target's sources together
        LearnedFeatures learned = LearnedFeatures.Fit(rows);
        ImmutableArray<string> names = [.. rows.FeatureNames, .. LearnedFeatures.Names];
        float[] values = learned.Matrix(rows, Forgetting(parameters.Seed));
        int[][] queries = [.. Enumerable.Range(0, rows.Count).GroupBy(rows.Query).Select(query => query.ToArray())];
        float[] scores = [.. rows.Scores.Select((score, i) => (float)learned.Scales.Of(rows.Groups[i].Setting).Standardise(score))];
        double[][] ofQueries = [.. queries.Select(query => query.Select(i => rows.Scores[i]).ToArray())];
        LightGbmParameters own = ForRows(parameters, rows.Count);

        List<LightGbmBooster> boosters = [];
        try
        {
            using LightGbmDataset dataset = LightGbmDataset.Create(new LightGbmMatrix(values, rows.Count, names.Length), scores, names, own);
            Add(LightGbmBooster.Train(dataset, own, cancellation));
            Add(TrainLevel(values, scores, queries, names, LevelParameters with { Seed = parameters.Seed }, cancellation));
            dataset.Relabel([.. ofQueries.SelectMany(Shape)]);
            Add(LightGbmBooster.Train(dataset, own, cancellation));
            dataset.Relabel([.. ofQueries.SelectMany(Relevance.Of)], [.. queries.Select(query => query.Length)]);
            Add(LightGbmBooster.Train(dataset, own with
            {
                Objective = LightGbmObjective.LambdaRank,
                Iterations = (int)Math.Ceiling(RankingTrees * parameters.Iterations),
                Truncation = RankingTruncation,
            }, cancellation));
            return new FittedLightGbm(PredictorBoosters.Of(boosters), learned);
        }
        catch
        {
            boosters.ForEach(booster => booster.Dispose());
            throw;
        }

        void Add(LightGbmBooster booster)
        {
            boosters.Add(booster);
            done?.Invoke(boosters.Count);
        }
    }

    /// <inheritdoc/>
    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default) => Train(rows, null, cancellation);

    /// <summary>Draws, row after row, whether the row's source is taken for one never seen in training.</summary>
    /// <param name="seed">Seed of the draws.</param>
    public static Func<bool> Forgetting(int seed)
    {
        var random = new SeededRandom(seed, "forgotten sources");
        return () => random.Next(100) < Forgotten;
    }

    /// <summary>A query's scores in standard deviations from their mean.</summary>
    static IEnumerable<float> Shape(double[] scores)
    {
        double mean = scores.Average(), deviation = Math.Sqrt(scores.Average(s => (s - mean) * (s - mean)));
        return scores.Select(s => deviation > 0 ? (float)((s - mean) / deviation) : 0);
    }

    // Where there are too few rows to split, bagging might leave none.
    static LightGbmParameters ForRows(LightGbmParameters parameters, int rows) =>
        rows < 2 * parameters.MinDataInLeaf ? parameters with { BaggingFraction = 1 } : parameters;

    // The rows of a target lie together, in the order of queries.
    static LightGbmBooster TrainLevel(
        float[] values, float[] scores, int[][] queries, ImmutableArray<string> names, LightGbmParameters parameters, CancellationToken cancellation)
    {
        float[] targets = [.. queries.SelectMany(q => LevelRow.Of(values.AsSpan(q[0] * names.Length, q.Length * names.Length), names))];
        float[] levels = [.. queries.Select(q => (float)q.Average(i => scores[i]))];
        parameters = ForRows(parameters, queries.Length);
        using LightGbmDataset dataset = LightGbmDataset.Create(new LightGbmMatrix(targets, queries.Length, names.Length), levels, names, parameters);
        return LightGbmBooster.Train(dataset, parameters, cancellation);
    }
}
