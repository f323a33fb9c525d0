using MathNet.Numerics;
using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

public class PowerLawComparisonTest
{
    public static TheoryData<string> Untied => [.. GoldenPowerLaws.All().Where(name => name != "tied")];

    [Theory]
    [MemberData(nameof(Untied))]
    public void Exponential_Golden(string name)
    {
        GoldenPowerLaws golden = GoldenPowerLaws.Load(name);
        PowerLawComparisonResult.Compared found = Compared(PowerLawRival.Exponential, golden.Eigenvalues, Fitted(golden.Eigenvalues));
        Assert.Equal(golden["exact.exponential.R"], found.R, 1e-9);
        Assert.Equal(golden["exact.exponential.p"], found.P, 1e-9);
        Assert.Equal(golden["vuong.exponential.R"], found.R, 5e-3); // powerlaw's rate is what its simplex leaves
        Assert.Equal(golden["vuong.exponential.p"], found.P, 5e-3);
    }

    [Theory]
    [MemberData(nameof(Untied))]
    public void LogNormal_Golden(string name)
    {
        GoldenPowerLaws golden = GoldenPowerLaws.Load(name);
        PowerLawResult.Fitted fit = Fitted(golden.Eigenvalues);
        if (!golden.Has("exact.lognormal.R"))
        {
            PowerLawComparisonResult failed = PowerLawComparison.With(PowerLawRival.LogNormal, golden.Eigenvalues, fit);
            Assert.Contains("no maximum", Assert.IsType<PowerLawComparisonResult.Failed>(failed).Reason);
            return;
        }
        PowerLawComparisonResult.Compared found = Compared(PowerLawRival.LogNormal, golden.Eigenvalues, fit);
        Assert.Equal(golden["exact.lognormal.R"], found.R, 1e-8);
        Assert.Equal(golden["exact.lognormal.p"], found.P, 1e-8);
        Assert.Equal(golden["vuong.lognormal.R"], found.R, 1e-3);
        Assert.Equal(golden["vuong.lognormal.p"], found.P, 1e-3);

        double[] logs = [.. golden.Eigenvalues.Where(x => x >= fit.Xmin).Select(x => Math.Log(x / fit.Xmin))];
        LogNormalTail law = LogNormalTail.Fit(logs)!.Value;
        Assert.Equal(golden["exact.lognormal.sigma"], law.Sigma, 1e-9 * law.Sigma);
        Assert.Equal(golden["exact.lognormal.mu"], Math.Log(fit.Xmin) - law.Cut * law.Sigma, 1e-9 * Math.Abs(golden["exact.lognormal.mu"]));
    }

    [Fact]
    public void With_TheRightFamilyWins()
    {
        for (int seed = 0; seed < 5; seed++)
        {
            SeededRandom random = new(seed, "families");
            double[] pareto = Seeded.Pareto(1000, 2.5, seed), exponential = new double[1000], logNormal = new double[1000];
            for (int i = 0; i < 1000; i++)
            {
                exponential[i] = 1 - Math.Log(Seeded.Uniform(ref random));
                logNormal[i] = Math.Exp(0.7 * Seeded.Gaussian(ref random));
            }
            AssertWinner(PowerLawRival.Exponential, pareto, 1, +1);
            AssertWinner(PowerLawRival.Exponential, exponential, 1, -1);
            AssertWinner(PowerLawRival.LogNormal, logNormal, 0.6, -1);
            AssertWinner(PowerLawRival.LogNormal, exponential, 1, -1);
            if (PowerLawComparison.With(PowerLawRival.LogNormal, pareto, From(pareto, 1)) is PowerLawComparisonResult.Compared undecided)
                Assert.InRange(undecided.P, 0.01, 1); // the power law is a limit of log-normals: it can never win clearly
        }

        static void AssertWinner(PowerLawRival rival, double[] values, double xmin, int sign)
        {
            PowerLawComparisonResult.Compared found = Compared(rival, values, From(values, xmin));
            Assert.Equal(sign, Math.Sign(found.R));
            Assert.InRange(found.P, 0, 0.01);
        }
    }

    [Fact]
    public void With_TruncatedPowerLaw() // with alpha = 0 it would be the exponential itself; against its own draws it does better
    {
        double[] values = GoldenPowerLaws.Load("truncated").Eigenvalues;
        PowerLawResult.Fitted fit = Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.Fit(values, new PowerLawOptions { Kind = PowerLawKind.Truncated }));
        PowerLawComparisonResult.Compared found = Compared(PowerLawRival.Exponential, values, fit);
        double[] tail = [.. values.Where(x => x >= fit.Xmin)];
        double rate = 1 / (tail.Average() - fit.Xmin);
        double[] differences = [.. tail.Select(x => Power(x) - Math.Log(rate) + rate * (x - fit.Xmin))];
        double mean = differences.Average();
        Assert.Equal(differences.Sum() / Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean))), found.R, 1e-8);

        double Power(double x) => PlainTruncatedLaw.LogLikelihood([fit.Xmin, x], fit.Alpha, fit.Lambda!.Value)
            - 0.5 * PlainTruncatedLaw.LogLikelihood([fit.Xmin, fit.Xmin], fit.Alpha, fit.Lambda!.Value);
    }

    [Fact]
    public void With_ScaleAndOrderDoNotMatter()
    {
        double[] values = GoldenPowerLaws.Load("lognormal").Eigenvalues;
        foreach (PowerLawRival rival in Enum.GetValues<PowerLawRival>())
        {
            PowerLawComparisonResult.Compared found = Compared(rival, values, Fitted(values));
            Assert.Equal(found, Compared(rival, [.. values.Reverse()], Fitted(values)));
            foreach (double scale in new[] { 1e-3, 1e300 })
            {
                double[] scaled = [.. values.Select(value => scale * value)];
                PowerLawComparisonResult.Compared other = Compared(rival, scaled, Fitted(scaled));
                Assert.Equal(found.R, other.R, 1e-9);
                Assert.Equal(found.P, other.P, 1e-9);
            }
        }
    }

    [Fact]
    public void With_Edges()
    {
        foreach (PowerLawRival rival in Enum.GetValues<PowerLawRival>())
        {
            Assert.Contains("are all 3", Assert.IsType<PowerLawComparisonResult.Failed>(PowerLawComparison.With(rival, [3, 3, 3], Fitted([3, 3, 3]))).Reason);
            Assert.Contains("place 0", Assert.Throws<ArgumentException>(() => PowerLawComparison.With(rival, [double.NaN], Fitted([2, 3]))).Message);
            Assert.Contains("1 of the eigenvalues", Assert.Throws<ArgumentException>(() => PowerLawComparison.With(rival, [2, 4], Fitted([2, 3]))).Message);
        }
        Assert.InRange(Compared(PowerLawRival.Exponential, [2, 3], Fitted([2, 3])).P, 0, 1);
        Assert.Contains("no maximum", Assert.IsType<PowerLawComparisonResult.Failed>(PowerLawComparison.With(PowerLawRival.LogNormal, [2, 3], Fitted([2, 3]))).Reason);
    }

    [Fact]
    public void LogNormal_SmallTails()
    {
        Assert.Null(LogNormalTail.Fit([0, 2])); // standard deviation and mean of u are both 1
        Assert.Null(LogNormalTail.Fit([0, 0, 0, 1]));
        LogNormalTail law = LogNormalTail.Fit([0, 1, 1])!.Value;
        Assert.True(law.Sigma > 0 && law.Cut < 0);
        LogNormalTail narrow = LogNormalTail.Fit([0, .. Enumerable.Repeat(5.0, 5000)])!.Value;
        Assert.InRange(-narrow.Cut * narrow.Sigma, 4.9, 5.1); // a peak far above the cut
    }

    [Fact]
    public void NormalTail_AsErfc()
    {
        for (double x = -30; x <= 37; x += 0.01)
        {
            double expected = 0.5 * SpecialFunctions.Erfc(x / Math.Sqrt(2));
            Assert.Equal(expected, NormalTail.Beyond(x), 1e-12 * expected);
            double hazard = Math.Exp(-0.5 * x * x) / Math.Sqrt(2 * Math.PI) / expected;
            Assert.Equal(Math.Log(hazard), NormalTail.LogHazard(x), 1e-12 * (1 + x * x));
            Assert.Equal(hazard - x, NormalTail.MeanExcess(x), 1e-11 * (1 + Math.Abs(x)));
        }
        Assert.Equal(0, NormalTail.Beyond(60));
        Assert.Equal(1, NormalTail.Beyond(-60));
        Assert.Equal(2, NormalTail.SquareOverMean(1e6), 1e-11);
        Assert.Equal(1, NormalTail.SquareOverMean(-1e6), 1e-11);
        Assert.Equal(Math.PI / 2, NormalTail.SquareOverMean(0), 1e-14);
        Assert.Equal(NormalTail.SquareOverMean(2 - 1e-9), NormalTail.SquareOverMean(2), 1e-9); // where the methods meet
    }

    static PowerLawComparisonResult.Compared Compared(PowerLawRival rival, double[] values, PowerLawResult.Fitted fit) =>
        Assert.IsType<PowerLawComparisonResult.Compared>(PowerLawComparison.With(rival, values, fit));

    static PowerLawResult.Fitted From(double[] values, double xmin) => Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.FitFrom(values, xmin));

    static PowerLawResult.Fitted Fitted(double[] values) => Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.Fit(values));
}
