using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Similarity;

/// <summary>
/// The density of normalised eigenvalues on one fixed logarithmic grid, the same for every language and model: a Gaussian
/// kernel of fixed width over u = log10 λ. Eigenvalues beyond the grid, zeros included, count at its end.
/// </summary>
public static class SpectralDensity
{
    /// <summary>log10 of the normalised eigenvalue at the first point.</summary>
    public const double First = -4;

    /// <summary>log10 of the normalised eigenvalue at the last point.</summary>
    public const double Last = 3;

    /// <summary>Points, both ends included: 0.05 decades apart.</summary>
    public const int Points = 141;

    /// <summary>Distance of two points, in decades.</summary>
    public const double Step = (Last - First) / (Points - 1);

    /// <summary>Standard deviation of the kernel, in decades.</summary>
    public const double Bandwidth = 0.1;

    const int Lanes = 4;

    /// <summary>log10 of the normalised eigenvalue at a point of the grid.</summary>
    /// <param name="point">0 to <see cref="Points"/> - 1.</param>
    public static double LogAt(int point) => First + point * (Last - First) / (Points - 1);

    /// <summary>
    /// Density per decade at every point: each eigenvalue spreads a mass of 1/n over the grid, so that the sum times
    /// <see cref="Step"/> is 1.
    /// </summary>
    internal static double[] Compute(ReadOnlySpan<double> normalized)
    {
        // Padded with points far out, where the kernel is 0.
        const int padded = (Points + Lanes - 1) / Lanes * Lanes;
        Span<double> grid = stackalloc double[padded];
        for (int g = 0; g < padded; g++)
            grid[g] = g < Points ? LogAt(g) : 1e6;
        Span<double> kernel = stackalloc double[padded];
        double[] density = new double[Points];
        foreach (double value in normalized)
        {
            double u = value > 0 ? Math.Clamp(PortableMath.Log10(value), First, Last) : First;
            double mass = 0;
            for (int g = 0; g < padded; g += Lanes)
            {
                Vector256<double> z = (Vector256.Create((ReadOnlySpan<double>)grid[g..]) - Vector256.Create(u)) * (1 / Bandwidth);
                Vector256<double> k = PortableMath.Exp(z * z * -0.5);
                k.CopyTo(kernel[g..]);
                mass += PortableMath.Sum(k);
            }
            double share = 1 / (mass * normalized.Length * Step);
            for (int g = 0; g < Points; g++)
                density[g] += share * kernel[g];
        }
        return density;
    }
}
