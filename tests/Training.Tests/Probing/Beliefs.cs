using TransferPredict.Training.Probing;

namespace TransferPredict.Training.Tests.Probing;

/// <summary>Seeded beliefs, and plain draws from them by another generator and another factor than those of src.</summary>
static class Beliefs
{
    public static ScoreBelief Random(int seed, int sources, double spread = 0.05)
    {
        var random = new Random(seed);
        double[] own = [.. Enumerable.Range(0, sources * sources).Select(_ => spread * (random.NextDouble() - 0.5))], covariance = new double[sources * sources];
        for (int i = 0; i < sources; i++)
            for (int j = 0; j < sources; j++)
                covariance[i * sources + j] = Enumerable.Range(0, sources).Sum(k => own[i * sources + k] * own[j * sources + k]) + 0.001 + (i == j ? 0.0005 : 0);
        return new ScoreBelief([.. Enumerable.Range(0, sources).Select(_ => 0.5 + 0.1 * random.NextDouble())], covariance);
    }

    /// <summary>Draws x sources scores.</summary>
    public static double[][] Draw(ScoreBelief belief, int draws, int seed)
    {
        int n = belief.Mean.Length;
        double[,] factor = MathNet.Numerics.LinearAlgebra.Double.DenseMatrix.Create(n, n, (i, j) => belief.Covariance[i * n + j]).Cholesky().Factor.ToArray();
        var normal = new MathNet.Numerics.Distributions.Normal(0, 1, new Random(seed));
        return [.. Enumerable.Range(0, draws).Select(_ =>
        {
            double[] z = [.. Enumerable.Range(0, n).Select(_ => normal.Sample())];
            return Enumerable.Range(0, n).Select(i => belief.Mean[i] + Enumerable.Range(0, i + 1).Sum(k => factor[i, k] * z[k])).ToArray();
        })];
    }
}
