namespace TransferPredict.Features.Representations.Vectors;

/// <summary>What is kept of a language in one layer.</summary>
/// <param name="Mean">The mean of all word vectors: as many values as the layer is wide.</param>
/// <param name="Covariance">Their covariance, divided by their number: width x width values, row after row, symmetric.</param>
/// <param name="Words">The sampled word vectors: rows of width values, in random order, so that the first n are a sample themselves.</param>
/// <param name="Sentences">The sentence vectors that are kept: rows of width values.</param>
public sealed record LayerVectors(double[] Mean, double[] Covariance, float[] Words, float[] Sentences)
{
    /// <summary>Values in a vector.</summary>
    public int Width => Mean.Length;
}
