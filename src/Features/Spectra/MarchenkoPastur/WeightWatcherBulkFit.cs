using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.MarchenkoPastur;

/// <summary>
/// WeightWatcher's Marchenko-Pastur fit (0.7.5.5, <c>mp_fit</c> in weightwatcher.py and <c>resid_mp</c> in RMT_Util.py): the
/// density of all eigenvalues, smoothed by a triangular kernel, is fitted by least squares over a grid of σ that reaches up to
/// the largest eigenvalue. Where one eigenvalue dwarfs the bulk no σ of the grid fits and the first is given, which is told
/// by a soft rank of 0.0025; <see cref="MarchenkoPasturFit"/> has no such case.
/// </summary>
public static class WeightWatcherBulkFit
{
    const int Points = 1000;
    const double Bandwidth = 0.1;
    const double Threshold = 0.01;
    const double Invalid = 1e6; // 1,000, squared

    /// <summary>Fits the bulk of the eigenvalues of WᵀW for W of <paramref name="larger"/> x <paramref name="smaller"/>.</summary>
    /// <param name="eigenvalues">All of them, zeros included, in any order; those of several matrices of one shape may be pooled.</param>
    /// <param name="larger">The larger dimension N.</param>
    /// <param name="smaller">The smaller dimension M; the eigenvalues are a multiple of it.</param>
    /// <returns>σ to about 1e-4, to which WeightWatcher polishes it; failed where WeightWatcher has -1 in all columns.</returns>
    /// <exception cref="ArgumentException">Another number of eigenvalues; one that is not finite, or clearly negative.</exception>
    public static MarchenkoPasturResult Fit(ReadOnlySpan<double> eigenvalues, int larger, int smaller)
    {
        ScaledSpectrum? scaled = ScaledSpectrum.Create(eigenvalues, larger, smaller);
        if (scaled == null)
            return new MarchenkoPasturResult.Failed($"All {eigenvalues.Length} eigenvalues are 0; a bulk has a width.");

        double ratio = (double)larger / smaller;
        double largest = scaled.Values[^1];
        double[] data = larger == smaller ? Array.ConvertAll(scaled.Values, Math.Sqrt) : scaled.Values;
        Residuals residuals = new(data, ratio);
        if (residuals.Count == 0 && larger != smaller)
            return new MarchenkoPasturResult.Failed($"The density of {data.Length} eigenvalues up to {largest} times their mean is nowhere above {Threshold}.");

        double sigma = Math.Abs(NelderMead.Minimize(residuals.Sum, BestOfGrid(residuals, Math.Sqrt(largest / MarchenkoPasturLaw.UpperEdge(1, ratio)))));
        double bulkMax = MarchenkoPasturLaw.UpperEdge(sigma, ratio);
        // The root of the Tracy-Widom scale, though that is a length already.
        double scale = PortableMath.Exp(2.0 / 3 * PortableMath.Log(bulkMax / smaller)) / Math.Sqrt(ratio);
        return scaled.Result(sigma, bulkMax + Math.Sqrt(scale));
    }

    /// <summary>The first best of numpy's mgrid[0.05 s : 2 s : 0.01 s], rounding included: 195 points or 196.</summary>
    static double BestOfGrid(Residuals residuals, double scale)
    {
        double start = 0.05 * scale, stop = 2.0 * scale, step = 0.01 * scale;
        double difference = start + step - start;
        int count = (int)Math.Ceiling((stop - start) / step);
        double best = start, bestSum = residuals.Sum(start);
        for (int i = 1; i < count; i++)
        {
            double sigma = start + i * difference;
            double sum = residuals.Sum(sigma);
            if (sum < bestSum)
                (best, bestSum) = (sigma, sum);
        }
        return best;
    }

    /// <summary>The smoothed density, computed once, and its distance from the law of any σ.</summary>
    sealed class Residuals
    {
        readonly double[] _places;
        readonly double[] _densities;
        readonly double _ratio;
        readonly double _mode;

        internal Residuals(double[] ascending, double ratio)
        {
            double[] places = new double[Points];
            double end = ascending[^1] + 0.5, step = end / (Points - 1);
            for (int i = 0; i < Points; i++)
                places[i] = i * step;
            places[^1] = end;
            double[] densities = new double[Points];
            TriangularKernel.Density(ascending, Bandwidth, places, densities);

            int kept = 0;
            for (int i = 0; i < Points; i++)
            {
                if (densities[i] > Threshold)
                    (places[kept], densities[kept++]) = (places[i], densities[i]);
            }
            Array.Resize(ref places, kept);
            Array.Resize(ref densities, kept);
            (_places, _densities, _ratio) = (places, densities, ratio);
            _mode = kept == 0 ? 0 : places[Array.IndexOf(densities, densities.Max())];
        }

        /// <summary>The places that count.</summary>
        internal int Count => _places.Length;

        internal double Sum(double sigma)
        {
            if (_ratio == 1)
                return SumOf(4, 0, 1 / (Math.PI * sigma * sigma), isCircle: true);

            double high = MarchenkoPasturLaw.UpperEdge(sigma, _ratio), low = MarchenkoPasturLaw.LowerEdge(sigma, _ratio);
            return high < _mode || high > _places[^1] || low > _mode
                ? Invalid * Count
                : SumOf(high, low, _ratio / (2 * Math.PI * sigma * sigma), isCircle: false);
        }

        // The quarter circle's factor √(4 - x²), else the law's √((b - x)(x - a))/x; 0 where there is no root.
        double SumOf(double high, double low, double factor, bool isCircle)
        {
            Vector256<double> sum = default;
            int i = 0;
            for (; i + Vector256<double>.Count <= Count; i += Vector256<double>.Count)
                sum += Square(Vector256.LoadUnsafe(ref _places[i]), Vector256.LoadUnsafe(ref _densities[i]));
            double total = PortableMath.Sum(sum);
            for (; i < Count; i++)
                total += Square(Vector256.Create(_places[i]), Vector256.Create(_densities[i])).ToScalar();
            return total;

            Vector256<double> Square(Vector256<double> x, Vector256<double> density)
            {
                Vector256<double> square = isCircle
                    ? Vector256.Create(high) - x * x
                    : (Vector256.Create(high) - x) * (x - Vector256.Create(low));
                square = Vector256.ConditionalSelect(Vector256.GreaterThan(square, default), square, default);
                Vector256<double> law = Vector256.Sqrt(square) * Vector256.Create(factor);
                if (!isCircle)
                    law = Vector256.ConditionalSelect(Vector256.GreaterThan(x, default), law / x, default);
                return (law - density) * (law - density);
            }
        }
    }
}
