using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Scores;

namespace TransferPredict.Training.Predictor;

/// <summary>The four boosters of a predictor, on the same columns.</summary>
/// <param name="Scores">Predicts scores, in standard deviations from the mean of their model, task and metric.</param>
/// <param name="Level">Predicts the mean score of a target over its sources, likewise, from one row a target (<see cref="LevelRow"/>).</param>
/// <param name="Shape">Predicts how many standard deviations a source lies above the mean of its target's sources.</param>
/// <param name="Ranking">Orders the sources of a target (LambdaRank).</param>
public sealed record PredictorBoosters(LightGbmBooster Scores, LightGbmBooster Level, LightGbmBooster Shape, LightGbmBooster Ranking) : IDisposable
{
    /// <summary>The files that they are kept in, in the order of <see cref="All"/>.</summary>
    public static IReadOnlyList<string> Files { get; } = ["model.txt", "level.txt", "shape.txt", "ranking.txt"];

    /// <summary>The four, in that order.</summary>
    public IEnumerable<LightGbmBooster> All => [Scores, Level, Shape, Ranking];

    /// <summary>The boosters in the order of <see cref="All"/>.</summary>
    public static PredictorBoosters Of(IReadOnlyList<LightGbmBooster> boosters) => new(boosters[0], boosters[1], boosters[2], boosters[3]);

    /// <summary>The scores of one target's sources, in [0, 1] (<see cref="ScoreRange.Into"/>).</summary>
    /// <param name="values">The columns of each source, row after row.</param>
    /// <param name="scale">The scale of the scores.</param>
    public double[] Predict(float[] values, SettingScale scale)
    {
        LightGbmMatrix matrix = Matrix(values);
        double[] blended = RankBlend.Blend(Levelled(values, scale), Shape.Predict(matrix), Ranking.Predict(matrix));
        return [.. blended.Select(ScoreRange.Into)];
    }

    /// <summary>The scores that <see cref="Scores"/> predicts, moved together halfway to the mean that <see cref="Level"/> predicts.</summary>
    /// <param name="values">The columns of each source, row after row.</param>
    /// <param name="scale">The scale of the scores.</param>
    public double[] Levelled(float[] values, SettingScale scale)
    {
        if (values.Length == 0)
            return [];
        double[] scores = Scores.Predict(Matrix(values));
        float[] target = LevelRow.Of(values, Scores.FeatureNames);
        double move = (Level.Predict(new LightGbmMatrix(target, 1, target.Length))[0] - scores.Average()) / 2;
        return [.. scores.Select(score => scale.Score(score + move))];
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose()
    {
        foreach (LightGbmBooster booster in All)
            booster.Dispose();
    }

    LightGbmMatrix Matrix(float[] values) => new(values, values.Length / Scores.FeatureNames.Count, Scores.FeatureNames.Count);
}
