using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>Trained boosters together with the features learned from the same rows.</summary>
/// <param name="Boosters">The boosters.</param>
/// <param name="Learned">The learned features.</param>
public sealed record FittedLightGbm(PredictorBoosters Boosters, LearnedFeatures Learned) : IFittedRegressor, IDisposable
{
    /// <inheritdoc/>
    public double[] Predict(TrainingRows rows)
    {
        int columns = rows.FeatureNames.Length + LearnedFeatures.Names.Length;
        float[] matrix = Learned.Matrix(rows);
        double[] predicted = new double[rows.Count];
        foreach (IGrouping<string, int> query in Enumerable.Range(0, rows.Count).GroupBy(rows.Query))
        {
            int[] members = [.. query];
            float[] own = new float[members.Length * columns];
            for (int i = 0; i < members.Length; i++)
                matrix.AsSpan(members[i] * columns, columns).CopyTo(own.AsSpan(i * columns));
            foreach ((int row, double score) in members.Zip(Boosters.Predict(own, Learned.Scales.Of(rows.Groups[members[0]].Setting))))
                predicted[row] = score;
        }
        return predicted;
    }

    /// <summary>Frees the boosters' native memory.</summary>
    public void Dispose() => Boosters.Dispose();
}
