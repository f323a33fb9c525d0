using MathNet.Numerics;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

public class TailIntegralTest
{
    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(0, 1)]
    [InlineData(1, 0.02)]
    [InlineData(1, 30)]
    [InlineData(2, 0.5)]
    [InlineData(4, 3)]
    public void Of_IsTheExponentialIntegral(int a, double z) // I = e^z E_{a+1}(z)
    {
        double expected = Math.Exp(z) * SpecialFunctions.ExponentialIntegral(z, a + 1);
        Assert.Equal(expected, TailIntegral.Of(a, z, 1, 0), 1e-12 * expected);
        Assert.Equal(expected, TailIntegral.Of(a, z / 8, 8, Math.Log(8)), 1e-12 * expected);
    }

    [Theory]
    [InlineData(0, 1e-6)]
    [InlineData(0.3, 1e-4)]
    [InlineData(1e-9, 0.1)]
    [InlineData(0.999999999, 0.01)] // next to a whole number, where series by the gamma function cancel
    [InlineData(1.5, 1e-9)]
    [InlineData(2.5, 1e-6)]
    [InlineData(3, 1e-3)]
    [InlineData(7.7, 2)]
    [InlineData(50, 1e-3)]
    [InlineData(300, 5)]
    [InlineData(0.5, 400)]
    public void Moments_AsPlain(double a, double z)
    {
        TailIntegral found = TailIntegral.Moments(a, z, 1, 0);
        double norm = Plain(_ => 1);
        AssertClose(norm, found.Value);
        AssertClose(norm, TailIntegral.Of(a, z, 1, 0));
        AssertClose(Mean(u => u), found.MeanLog);
        AssertClose(Mean(u => Math.Exp(u) - 1), found.MeanRise);
        AssertClose(Mean(u => Math.Pow(u - found.MeanLog, 2)), found.VarianceLog);
        AssertClose(Mean(u => Math.Pow(Math.Exp(u) - 1 - found.MeanRise, 2)), found.VarianceRise);
        AssertClose(Mean(u => (u - found.MeanLog) * (Math.Exp(u) - 1 - found.MeanRise)), found.Covariance);

        double Mean(Func<double, double> f) => Plain(f) / norm;

        double Plain(Func<double, double> f) => PlainTruncatedLaw.Integral(a, z, f, 40000);

        static void AssertClose(double expected, double found) => Assert.Equal(expected, found, 1e-10 * expected);
    }
}
