using TransferPredict.Training.LightGbm;

namespace TransferPredict.Training.Predictor;

/// <summary>The three boosters of a predictor, on the same columns.</summary>
/// <param name="Scores">Predicts scores, in standard deviations from the mean of their model, task and metric.</param>
/// <param name="Shape">Predicts how many standard deviations a source lies above the mean of its target's sources.</param>
/// <param name="Ranking">Orders the sources of a target (LambdaRank).</param>
public sealed record BoosterTrio(LightGbmBooster Scores, LightGbmBooster Shape, LightGbmBooster Ranking) : IDisposable
{
    /// <summary>The three, in that order.</summary>
    public IEnumerable<LightGbmBooster> All => [Scores, Shape, Ranking];

    /// <summary>The scores of one target's sources, in [0, 1].</summary>
    /// <param name="matrix">A row a source.</param>
    /// <param name="scale">The scale of the scores.</param>
    public double[] Predict(LightGbmMatrix matrix, SettingScale scale)
    {
        double[] scores = Scores.Predict(matrix);
        for (int i = 0; i < scores.Length; i++)
            scores[i] = Math.Clamp(scale.Score(scores[i]), 0, 1);
        return RankBlend.Blend(scores, Shape.Predict(matrix), Ranking.Predict(matrix));
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose()
    {
        foreach (LightGbmBooster booster in All)
            booster.Dispose();
    }
}
