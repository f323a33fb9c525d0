using MathNet.Numerics.Distributions;
using TransferPredict.Training.Probing;

namespace TransferPredict.Training.Tests.Probing;

public sealed class StandardNormalTest
{
    [Fact]
    public void MatchesMathNet()
    {
        for (double x = -12; x <= 12; x += 0.0625)
        {
            Assert.Equal(Normal.CDF(0, 1, x), StandardNormal.Cumulative(x), 1e-14);
            Assert.Equal(Normal.PDF(0, 1, x), StandardNormal.Density(x), 1e-15);
        }
    }

    [Fact]
    public void Ends()
    {
        Assert.Equal((0.0, 1.0), (StandardNormal.Cumulative(double.NegativeInfinity), StandardNormal.Cumulative(double.PositiveInfinity)));
        Assert.Equal(0.5, StandardNormal.Cumulative(0), 1e-15);
    }
}
