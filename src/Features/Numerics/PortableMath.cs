using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Numerics;

/// <summary>
/// exp and log from additions, multiplications and divisions alone, without fused multiply-add: the same bits on every
/// machine, which the C library behind <see cref="Math.Exp"/> and <see cref="Math.Log(double)"/> does not promise. Both are
/// within 2 units in the last place (about 4e-16, relative).
/// </summary>
static class PortableMath
{
    const double Ln2High = 6.93147180369123816490e-01; // its last 32 bits are zero: k times it is exact for |k| < 2048
    const double Ln2Low = 1.90821492927058770002e-10;
    const double RoundToInteger = 6755399441055744; // 1.5 * 2^52: adding it leaves the nearest integer in the low bits
    const double SmallestExponent = -708; // results stay normal numbers

    /// <summary>ln 2.</summary>
    internal const double Ln2 = 0.6931471805599453;

    /// <summary>ln 10.</summary>
    internal const double Ln10 = 2.302585092994045684;

    /// <summary>exp of four numbers.</summary>
    /// <param name="x">At most 709 each, not NaN; below -708 the result is 0.</param>
    internal static Vector256<double> Exp(Vector256<double> x)
    {
        Vector256<double> underflow = Vector256.LessThan(x, Vector256.Create(SmallestExponent));
        Vector256<double> clamped = Vector256.ConditionalSelect(underflow, Vector256.Create(SmallestExponent), x);
        Vector256<double> shifted = clamped * Vector256.Create(1.4426950408889634) + Vector256.Create(RoundToInteger);
        Vector256<double> k = shifted - Vector256.Create(RoundToInteger);
        Vector256<double> r = clamped - k * Vector256.Create(Ln2High) - k * Vector256.Create(Ln2Low);

        // Taylor's polynomial; |r| <= ln(2)/2, so the first term left out is below 4e-18.
        Vector256<double> p = Vector256.Create(1.0 / 6227020800);
        p = p * r + Vector256.Create(1.0 / 479001600);
        p = p * r + Vector256.Create(1.0 / 39916800);
        p = p * r + Vector256.Create(1.0 / 3628800);
        p = p * r + Vector256.Create(1.0 / 362880);
        p = p * r + Vector256.Create(1.0 / 40320);
        p = p * r + Vector256.Create(1.0 / 5040);
        p = p * r + Vector256.Create(1.0 / 720);
        p = p * r + Vector256.Create(1.0 / 120);
        p = p * r + Vector256.Create(1.0 / 24);
        p = p * r + Vector256.Create(1.0 / 6);
        p = p * r + Vector256.Create(0.5);
        p = p * r * r + r + Vector256<double>.One;

        Vector256<double> result = (p.AsInt64() + Vector256.ShiftLeft(shifted.AsInt64(), 52)).AsDouble();
        return Vector256.AndNot(result, underflow);
    }

    /// <summary>exp of one number: at most 709, not NaN; below -708 the result is 0.</summary>
    internal static double Exp(double x) => Exp(Vector256.Create(x)).ToScalar();

    /// <summary>The natural logarithm of a positive, finite number.</summary>
    internal static double Log(double x)
    {
        int exponent = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= 18014398509481984; // 2^54: a subnormal number becomes a normal one
            exponent = -54;
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        exponent += (int)(bits >> 52) - 1023;
        double mantissa = BitConverter.Int64BitsToDouble(bits & 0xFFFFFFFFFFFFF | 0x3FF0000000000000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa *= 0.5;
            exponent++;
        }
        // ln m = 2 artanh(s) with s = (m - 1)/(m + 1), |s| < 0.1716, as f - (f²/2 - s (f²/2 + tail)) with f = m - 1.
        double f = mantissa - 1;
        double s = f / (2 + f);
        double z = s * s;
        double tail = 2.0 / 25;
        for (int odd = 23; odd >= 3; odd -= 2)
            tail = tail * z + 2.0 / odd;
        tail *= z;
        double half = 0.5 * f * f;
        return exponent * Ln2High - (half - (s * (half + tail) + exponent * Ln2Low) - f);
    }

    /// <summary>The decimal logarithm of a positive, finite number.</summary>
    internal static double Log10(double x) => Log(x) / Ln10;

    /// <summary>The sum of four lanes, in one fixed order.</summary>
    internal static double Sum(Vector256<double> lanes) =>
        (lanes.GetElement(0) + lanes.GetElement(1)) + (lanes.GetElement(2) + lanes.GetElement(3));
}
