namespace TransferPredict.Features.Tests.Spectra.MarchenkoPastur;

/// <summary>The fit of a bulk as its formulas are written: the law of the singular values, its integral by quadrature.</summary>
static class PlainBulk
{
    internal static double Sigma(double[] eigenvalues, double ratio)
    {
        double[] singular = [.. eigenvalues.Select(Math.Sqrt)];
        double low = 1 - 1 / Math.Sqrt(ratio), high = 1 + 1 / Math.Sqrt(ratio);
        const int points = 20000;
        double cube = Enumerable.Range(0, points).Average(i => Math.Pow(Density(low + (high - low) * (i + 0.5) / points, ratio), 3)) * (high - low);
        double middle = singular.Order().ElementAt(singular.Length / 2);
        double best = Enumerable.Range(0, 2000).Select(i => middle * (0.4 + i * 0.00105)).MinBy(Divergence);
        for (double step = 0.001 * best; step > 1e-9 * best; step /= 2)
            best = new[] { best - step, best, best + step }.MinBy(Divergence);
        return best;

        double Divergence(double sigma) =>
            cube / (sigma * sigma) - 1.5 * singular.Average(s => Math.Pow(Density(s / sigma, ratio) / sigma, 2));
    }

    /// <summary>2z times the Marchenko-Pastur density at z².</summary>
    static double Density(double z, double ratio)
    {
        double x = z * z, a = Math.Pow(1 - 1 / Math.Sqrt(ratio), 2), b = Math.Pow(1 + 1 / Math.Sqrt(ratio), 2);
        return z > 0 && x > a && x < b ? 2 * z * ratio * Math.Sqrt((b - x) * (x - a)) / (2 * Math.PI * x) : 0;
    }
}
