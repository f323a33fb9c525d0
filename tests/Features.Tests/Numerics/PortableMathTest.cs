using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Tests.Numerics;

public class PortableMathTest
{
    const double TwoUlps = 4.5e-16;

    [Fact]
    public void Exp_WithinTwoUlps()
    {
        SeededRandom random = new(1, "exp");
        for (int i = 0; i < 100_000; i++)
        {
            double x = random.Next(1_400_000) / 1000.0 - 700 + random.Next(1000) * 1e-7;
            Assert.True(Math.Abs(PortableMath.Exp(x) / Math.Exp(x) - 1) < TwoUlps, $"exp({x:R})");
        }
    }

    [Fact]
    public void Log_WithinTwoUlps()
    {
        SeededRandom random = new(2, "log");
        for (int i = 0; i < 100_000; i++)
        {
            double x = Math.ScaleB(1 + random.Next(1 << 30) / (double)(1 << 30), random.Next(2000) - 1000);
            AssertLog(x);
            AssertLog(1 + (random.Next(2_000_001) - 1_000_000) * 1e-9);
        }
        foreach (double x in new[] { double.Epsilon, 2.3e-308, double.MaxValue, Math.Sqrt(2), 0.5, 2 })
            AssertLog(x);
    }

    [Fact]
    public void ExactAtTheEnds()
    {
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(0, PortableMath.Exp(-709));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.Equal(3, PortableMath.Log10(1000), 1e-15);
    }

    [Fact]
    public void Exp_LanesAreIndependent()
    {
        Vector256<double> lanes = PortableMath.Exp(Vector256.Create(-1000, -1, 0, 3.5));
        Assert.Equal(Vector256.Create(0, PortableMath.Exp(-1), 1, PortableMath.Exp(3.5)), lanes);
    }

    static void AssertLog(double x)
    {
        double expected = Math.Log(x), found = PortableMath.Log(x);
        Assert.True(Math.Abs(found - expected) <= TwoUlps * Math.Abs(expected), $"log({x:R}) = {found:R}, expected {expected:R}");
    }
}
