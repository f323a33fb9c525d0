using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>
/// Whether a spectrum's tail can be taken for a power law: the semi-parametric bootstrap of Clauset, Shalizi and Newman (SIAM
/// Review 2009, section 4.1). Each replica has as many values as the spectrum; each is drawn from the fitted law with the
/// probability that an eigenvalue lies in the tail, otherwise from the eigenvalues below it. A power law is fitted to the
/// replica from scratch, its start included.
/// </summary>
public static class PowerLawGoodness
{
    /// <summary>
    /// The share of replicas whose distance D is at least the fit's, D being <see cref="PowerLawFit"/>'s on both sides. Below
    /// about 0.1 the power law is refuted; above, it is not. The standard error of the share is at most 1/(2√replicas). The
    /// same for any number of threads.
    /// </summary>
    /// <param name="eigenvalues">The spectrum, in any order, all of it: finite numbers.</param>
    /// <param name="fitted">Its pure power-law fit; eigenvalues that the fit left out at the top are left out here too.</param>
    /// <param name="replicas">How many, 1 or more; 1,000 tell shares 0.03 apart.</param>
    /// <param name="seed">Any number; the same seed gives the same share.</param>
    /// <param name="threads">How many may work, 1 or more, or -1 for all.</param>
    /// <param name="cancellation">Stops between replicas.</param>
    /// <returns>A share in [0, 1].</returns>
    /// <exception cref="ArgumentException">
    /// An eigenvalue is not finite, the fit is of other eigenvalues, or of a truncated power law.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="replicas"/> is below 1, or <paramref name="threads"/> is 0 or below -1.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static double PValue(
        ReadOnlySpan<double> eigenvalues, PowerLawResult.Fitted fitted, int replicas, long seed, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(replicas, 1);
        if (fitted.Lambda is { } lambda)
            PowerLawThrow.TruncatedGoodness(lambda, nameof(fitted));
        (double[] values, int tail) = FittedTail.Split(eigenvalues, fitted, nameof(eigenvalues));
        int n = values.Length;
        ReadOnlyMemory<double> body = PowerLawScan.Logarithms(values).AsMemory(0, n - tail);
        double logXmin = PortableMath.Log(fitted.Xmin), excess = fitted.Alpha - 1;

        int reached = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, replicas, options, () => new double[n + PowerLawScan.Padding], (replica, _, logs) =>
        {
            SeededRandom random = new(seed, $"power law/{replica}");
            Draw(ref random, body.Span, tail, logXmin, excess, logs.AsSpan(0, n));
            if (!PowerLawScan.AnyBelow(logs, n, fitted.D))
                Interlocked.Increment(ref reached);
            return logs;
        }, _ => { });
        return (double)reached / replicas;
    }

    // The logarithms of one replica, ascending.
    static void Draw(ref SeededRandom random, ReadOnlySpan<double> body, int tail, double logXmin, double excess, Span<double> logs)
    {
        for (int i = 0; i < logs.Length; i++)
        {
            if (random.Next(logs.Length) < tail)
            {
                double survival = ((random.Next() >> 12) + 0.5) / (1L << 52);
                logs[i] = logXmin - PortableMath.Log(survival) / excess;
            }
            else
            {
                logs[i] = body[random.Next(body.Length)];
            }
        }
        logs.Sort();
    }
}
