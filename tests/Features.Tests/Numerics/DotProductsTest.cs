using TransferPredict.Features.Numerics;
using TransferPredict.Features.Tests.Representations;

namespace TransferPredict.Features.Tests.Numerics;

public sealed class DotProductsTest
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(4, 16, 8)]
    [InlineData(7, 35, 13)]
    [InlineData(33, 3, 256)]
    public void Compute_IsThePlainLoop(int rows, int columns, int length)
    {
        float[] a = SeededVectors.Random(rows * length, 1), b = SeededVectors.Random(columns * length, 2), result = new float[rows * columns];

        DotProducts.Compute(a, b, length, result);

        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                float sum = 0;
                for (int k = 0; k < length; k++)
                    sum += a[i * length + k] * b[j * length + k];
                Assert.Equal(sum, result[i * columns + j]); // the same bits
            }
        }
    }

    [Fact]
    public void Compute_RefusesLengthsThatDoNotFit()
    {
        Assert.Contains("7 values are no rows of 3", Assert.Throws<ArgumentException>(() => DotProducts.Compute(new float[7], new float[3], 3, new float[2])).Message);
        Assert.Contains("room for 3 values; 2 x 1", Assert.Throws<ArgumentException>(() => DotProducts.Compute(new float[6], new float[3], 3, new float[3])).Message);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(9, 5, 11)]
    [InlineData(40, 16, 8)]
    public void CrossProduct_IsThePlainLoop(int rows, int height, int width)
    {
        double[] a = [.. SeededVectors.Random(rows * height, 3)], b = [.. SeededVectors.Random(rows * width, 4)];

        double[] result = CrossProduct.Compute(a, b, rows);

        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++)
            {
                double sum = 0;
                for (int k = 0; k < rows; k++)
                    sum += a[k * height + i] * b[k * width + j];
                Assert.Equal(sum, result[i * width + j]);
            }
        }
    }
}
