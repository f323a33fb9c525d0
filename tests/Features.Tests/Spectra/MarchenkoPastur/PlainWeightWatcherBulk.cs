using TransferPredict.Features.Spectra.MarchenkoPastur;

namespace TransferPredict.Features.Tests.Spectra.MarchenkoPastur;

/// <summary>WeightWatcher's Marchenko-Pastur fit as its formulas are written, with no regard to time.</summary>
static class PlainWeightWatcherBulk
{
    internal static double Sigma(double[] eigenvalues, int larger, int smaller)
    {
        double q = (double)larger / smaller, mean = eigenvalues.Average();
        double[] data = [.. eigenvalues.Select(value => larger == smaller ? Math.Sqrt(value / mean) : value / mean)];
        double largest = eigenvalues.Max() / mean, end = data.Max() + 0.5;
        (double X, double F)[] kept = [.. Enumerable.Range(0, 1000).Select(i => i * end / 999).Select(x => (x, Density(data, x))).Where(place => place.Item2 > 0.01)];
        double scale = Math.Sqrt(largest / Math.Pow(1 + 1 / Math.Sqrt(q), 2));
        double start = 0.05 * scale, step = start + 0.01 * scale - start;
        int count = (int)Math.Ceiling((2.0 * scale - 0.05 * scale) / (0.01 * scale));
        double[] grid = [.. Enumerable.Range(0, count).Select(i => start + i * step)];
        return Math.Abs(NelderMead.Minimize(sigma => Residual(kept, q, sigma), grid.MinBy(sigma => Residual(kept, q, sigma))));
    }

    internal static double Density(double[] data, double x) =>
        data.Sum(value => Math.Max(0, 1 - Math.Abs(x - value) / 0.1)) / (data.Length * 0.1);

    static double Residual((double X, double F)[] kept, double q, double sigma)
    {
        if (q == 1)
            return kept.Sum(place => Math.Pow(Math.Sqrt(Math.Max(0, 4 - place.X * place.X)) / (Math.PI * sigma * sigma) - place.F, 2));
        double b = Math.Pow(sigma * (1 + 1 / Math.Sqrt(q)), 2), a = Math.Pow(sigma * (1 - 1 / Math.Sqrt(q)), 2), mode = kept.MaxBy(place => place.F).X;
        if (b < mode || b > kept[^1].X || a > mode)
            return 1e6 * kept.Length;
        return kept.Sum(place => Math.Pow(
            (place.X > a && place.X < b ? q * Math.Sqrt((b - place.X) * (place.X - a)) / (2 * Math.PI * sigma * sigma * place.X) : 0) - place.F, 2));
    }
}
