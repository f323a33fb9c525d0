using MathNet.Numerics.LinearAlgebra;
using TransferPredict.Features.Representations.Similarity;

namespace TransferPredict.Features.Tests.Representations.Similarity;

public sealed class ParallelSimilarityTest
{
    const int Width = 5, Count = 30;

    readonly float[] _x = SeededVectors.Random(Count * Width, 1);
    readonly float[] _y;

    public ParallelSimilarityTest()
    {
        float[] noise = SeededVectors.Random(Count * Width, 2);
        _y = [.. _x.Select((v, i) => v * (1 + i % Width) + 0.6f * noise[i] + 0.2f)];
    }

    [Fact]
    public void Compute_IsThePlainFormulas()
    {
        ParallelSimilarity found = Compare(_x, _y);

        double[,] cosines = Cosines();
        Assert.Equal(PlainGap(cosines), found.CosineGap!.Value, 1e-6);
        Assert.Equal(PlainPrecision(cosines), (found.Precision.Forward, found.Precision.Backward));
        Assert.Equal(PlainPrecision(PlainCsls(cosines, 10)), (found.Csls.Forward, found.Csls.Backward));
        Assert.InRange(found.Precision.Mean, 0.2, 0.99); // neither all nor nothing, or the test says little

        Matrix<double> x = Centred(_x), y = Centred(_y), cross = x.TransposeThisAndMultiply(y);
        double cka = Square(cross) / Math.Sqrt(Square(x.TransposeThisAndMultiply(x)) * Square(y.TransposeThisAndMultiply(y)));
        Assert.Equal(cka, found.LinearCka!.Value, 1e-10);
        Assert.Equal(2 - 2 * cross.Svd().S.Sum() / x.FrobeniusNorm() / y.FrobeniusNorm(), found.Procrustes!.Value, 1e-7);
    }

    [Fact]
    public void Compute_SeesThroughRotationScaleAndShift()
    {
        Matrix<double> rotation = Matrix<double>.Build.Dense(Width, Width, [.. SeededVectors.Random(Width * Width, 3)]).QR().Q;
        Matrix<double> rotated = 3 * Rows(_x) * rotation + 0.5;
        ParallelSimilarity found = Compare(_x, [.. rotated.ToRowMajorArray().Select(v => (float)v)]);

        Assert.Equal(1, found.LinearCka!.Value, 1e-6);
        Assert.Equal(0, found.Procrustes!.Value, 1e-6);
    }

    [Fact]
    public void Compute_OfASideWithItself()
    {
        ParallelSimilarity same = Compare(_x, _x);
        Assert.Equal((new Retrieval(1, 1), new Retrieval(1, 1)), (same.Precision, same.Csls));
        Assert.InRange(same.CosineGap!.Value, 0.5, 2);
    }

    [Fact]
    public void Compute_LeavesOutWhatHasNoValue()
    {
        ParallelSimilarity one = Compare([1, 2], [2, 1], 2);
        Assert.Equal((null, null, null), (one.CosineGap, one.LinearCka, one.Procrustes));
        Assert.Equal(new Retrieval(1, 1), one.Precision);

        // Sentences that cannot be told apart: one in three is found.
        ParallelSimilarity flat = Compare([1, 2, 1, 2, 1, 2], [1, 2, 1, 2, 1, 2], 2);
        Assert.Null(flat.LinearCka);
        Assert.Equal(1.0 / 3, flat.Precision.Forward, 1e-12);
        Assert.Equal(1.0 / 3, flat.Precision.Backward, 1e-12);
    }

    [Fact]
    public void Create_TakesTheSentencesAskedFor()
    {
        var layer = SeededVectors.Layer([1, 1], 2, [10, 11, 30, 31, 50, 51]);

        ParallelVectors taken = ParallelVectors.Create(layer, [1, 3, 5], [3, 5]);

        Assert.Equal(ParallelVectors.Create([30, 31, 50, 51], 2).Centred, taken.Centred);
        Assert.Contains("Sentence 5 has no vector", Assert.Throws<ArgumentException>(() => ParallelVectors.Create(layer, [1, 3, 5], [4])).Message);
    }

    [Fact]
    public void Compute_RefusesWhatDoesNotFit()
    {
        ParallelVectors one = ParallelVectors.Create([1, 2], 2);
        Assert.Contains("1 and 2 sentences", Assert.Throws<ArgumentException>(() => ParallelSimilarity.Compute(one, ParallelVectors.Create([1, 2, 3, 4], 2))).Message);
        Assert.Contains("2 and 1 values", Assert.Throws<ArgumentException>(() => ParallelSimilarity.Compute(one, ParallelVectors.Create([1], 1))).Message);
        Assert.Throws<ArgumentException>(() => Retrieval.Compute([1, 2, 3], 2));
    }

    static ParallelSimilarity Compare(float[] x, float[] y, int width = Width) =>
        ParallelSimilarity.Compute(ParallelVectors.Create(x, width), ParallelVectors.Create(y, width));

    static Matrix<double> Rows(float[] values) => Matrix<double>.Build.Dense(Count, Width, (i, j) => values[i * Width + j]);

    static Matrix<double> Centred(float[] values)
    {
        Matrix<double> rows = Rows(values);
        return Matrix<double>.Build.Dense(Count, Width, (i, j) => rows[i, j] - rows.Column(j).Average());
    }

    static double Square(Matrix<double> matrix) => matrix.FrobeniusNorm() * matrix.FrobeniusNorm();

    double[,] Cosines()
    {
        double[,] cosines = new double[Count, Count];
        for (int i = 0; i < Count; i++)
        {
            for (int j = 0; j < Count; j++)
                cosines[i, j] = SeededVectors.Cosine(_x.AsSpan(i * Width, Width), _y.AsSpan(j * Width, Width));
        }
        return cosines;
    }

    static double PlainGap(double[,] cosines)
    {
        double[] pairs = [.. Enumerable.Range(0, Count).Select(i => cosines[i, i])];
        return pairs.Average() - (cosines.Cast<double>().Sum() - pairs.Sum()) / (Count * (Count - 1));
    }

    static (double, double) PlainPrecision(double[,] values)
    {
        IEnumerable<int> all = Enumerable.Range(0, Count);
        return (
            all.Count(i => all.MaxBy(j => values[i, j]) == i) / (double)Count,
            all.Count(j => all.MaxBy(i => values[i, j]) == j) / (double)Count);
    }

    static double[,] PlainCsls(double[,] cosines, int k)
    {
        int[] all = [.. Enumerable.Range(0, Count)];
        double[,] scaled = new double[Count, Count];
        foreach (int i in all)
        {
            foreach (int j in all)
            {
                scaled[i, j] = 2 * cosines[i, j] - all.Select(other => cosines[i, other]).OrderDescending().Take(k).Average()
                    - all.Select(other => cosines[other, j]).OrderDescending().Take(k).Average();
            }
        }
        return scaled;
    }
}
