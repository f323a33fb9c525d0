using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

public class PowerLawPropertiesTest
{
    // The same cases in every run.
    static readonly Config _config = Config.QuickThrowOnFailure.WithReplay(new Replay(new Rnd(20260101, 7), FSharpOption<int>.None));

    static readonly Gen<double> _value = Gen.Frequency(
        (3, Gen.Choose(-7000, 7000).Select(i => Math.Exp(i / 1000.0))), // 1e-3 to 1e3
        (1, Gen.Choose(1, 9).Select(i => (double)i))); // ties

    static readonly Gen<double[]> _spectrum =
        from count in Gen.Choose(2, 60)
        from values in Gen.ArrayOf(_value, count)
        where values.Min() < values.Max()
        select values;

    static readonly Gen<PowerLawOptions> _options = Gen.Elements(
        PowerLawOptions.Default, new PowerLawOptions { ClipFingers = true }, new PowerLawOptions { WithoutLargest = 1 },
        new PowerLawOptions { Kind = PowerLawKind.Truncated }, new PowerLawOptions { Kind = PowerLawKind.TruncatedAtPeak });

    [Fact]
    public void KnownStart_RecoversTheExponent() => Holds(
        from count in Gen.Choose(20, 2000)
        from hundredths in Gen.Choose(120, 900)
        from seed in Gen.Choose(0, int.MaxValue)
        select (Count: count, Alpha: hundredths / 100.0, Seed: seed),
        sample =>
        {
            PowerLawResult.Fitted fit = Assert.IsType<PowerLawResult.Fitted>(PowerLawFit.FitFrom(Seeded.Pareto(sample.Count, sample.Alpha, sample.Seed), 1));
            double error = (sample.Alpha - 1) / Math.Sqrt(sample.Count);
            return Math.Abs(fit.Alpha - sample.Alpha) <= 4 * error && Math.Abs(fit.Sigma - error) <= 4 * error / Math.Sqrt(sample.Count);
        });

    [Fact]
    public void Scale_LeavesTheExponent() => Holds(
        from values in _spectrum
        from options in _options
        from tenths in Gen.Choose(2, 100)
        select (Values: values, Options: options, Square: tenths * tenths / 100.0),
        sample => (PowerLawFit.Fit(sample.Values, sample.Options), PowerLawFit.Fit([.. sample.Values.Select(value => sample.Square * value)], sample.Options)) switch
        {
            (PowerLawResult.Fitted fit, PowerLawResult.Fitted scaled) => SameScaled(fit, scaled, sample.Square),
            (PowerLawResult.Failed, PowerLawResult.Failed) => true,
            _ => false,
        });

    [Fact]
    public void Order_DoesNotMatter() => Holds(
        from values in _spectrum
        from shuffled in Gen.Shuffle(values)
        from options in _options
        select (Values: values, Shuffled: shuffled, Options: options),
        sample => PowerLawFit.Fit(sample.Values, sample.Options) is var fit && fit.GetType() == PowerLawFit.Fit(sample.Shuffled, sample.Options).GetType()
            && (fit is PowerLawResult.Failed || fit == PowerLawFit.Fit(sample.Shuffled, sample.Options)));

    [Fact]
    public void Ranges_Hold() => Holds(
        from values in _spectrum
        from options in _options
        select (Values: values, Options: options),
        sample => PowerLawFit.Fit(sample.Values, sample.Options) is not PowerLawResult.Fitted fit
            || fit.D is >= 0 and < 1 && fit.Sigma >= 0 && fit.Lambda is null or >= 0
            && (fit.Lambda is null ? fit.Alpha > 1 : fit.Alpha >= 1 && double.IsFinite(fit.Alpha))
            && sample.Values.Contains(fit.Xmin) && sample.Values.Contains(fit.Xmax) && fit.Xmin <= fit.Xmax
            && fit.Spikes >= 2 && fit.Spikes <= sample.Values.Count(value => value >= fit.Xmin));

    [Fact]
    public void Comparison_IsANumberOrAReason() => Holds(
        from values in _spectrum
        from rival in Gen.Elements(Enum.GetValues<PowerLawRival>())
        select (Values: values, Rival: rival),
        sample => PowerLawComparison.With(sample.Rival, sample.Values, (PowerLawResult.Fitted)PowerLawFit.Fit(sample.Values)) switch
        {
            PowerLawComparisonResult.Compared compared => double.IsFinite(compared.R) && compared.P is >= 0 and <= 1,
            PowerLawComparisonResult.Failed failed => failed.Reason.Length > 0,
            _ => false,
        });

    // Two starts whose distances are equal up to rounding may change places.
    static bool SameScaled(PowerLawResult.Fitted fit, PowerLawResult.Fitted scaled, double square)
    {
        if (Math.Abs(fit.D - scaled.D) > 1e-8)
            return false;
        if (Math.Abs(fit.Xmin * square - scaled.Xmin) > 1e-9 * scaled.Xmin)
            return fit.D == 0.5;
        return (fit.Alpha == scaled.Alpha || Math.Abs(fit.Alpha - scaled.Alpha) <= 1e-6 * fit.Alpha)
            && Math.Abs(fit.Lambda.GetValueOrDefault() - square * scaled.Lambda.GetValueOrDefault()) <= 1e-6 * (1 + fit.Lambda.GetValueOrDefault());
    }

    static void Holds<T>(Gen<T> cases, Func<T, bool> property) => Check.One(_config, Prop.ForAll(cases.ToArbitrary(), property));
}
