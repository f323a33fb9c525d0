using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>Trained trees together with the source effects of the same rows.</summary>
/// <param name="Booster">The trees.</param>
/// <param name="Effects">What the training rows tell of each source.</param>
public sealed record FittedLightGbm(LightGbmBooster Booster, SourceEffects Effects) : IFittedRegressor, IDisposable
{
    /// <inheritdoc/>
    public double[] Predict(TrainingRows rows)
    {
        double[] scores = Booster.Predict(new LightGbmMatrix(WithEffects(rows, Effects), rows.Count, Booster.FeatureNames.Count));
        for (int i = 0; i < scores.Length; i++)
            scores[i] = Math.Clamp(scores[i], 0, 1);
        return scores;
    }

    /// <summary>The rows' features with the columns of the source effects after them, row after row.</summary>
    internal static float[] WithEffects(TrainingRows rows, SourceEffects effects)
    {
        int columns = rows.FeatureNames.Length + SourceEffects.Names.Length;
        float[] matrix = new float[rows.Count * columns];
        for (int i = 0; i < rows.Count; i++)
            effects.Write(matrix.AsSpan(i * columns, columns), rows.Row(i), rows.Groups[i].Model, rows.Groups[i].Task, rows.Sources[i]);
        return matrix;
    }

    /// <summary>Frees the trees' native memory.</summary>
    public void Dispose() => Booster.Dispose();
}
