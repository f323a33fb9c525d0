using System.Runtime.CompilerServices;
using TransferPredict.Features;

namespace TransferPredict.Training.Probing;

/// <summary>
/// How the errors of a predictor on one target go together over sources, learned from targets that were held out. Errors are taken to
/// be normal around 0 with a covariance that shrinks the one seen towards a level common to all sources and an error of each source's own,
/// T = τ² 11ᵀ + δ I: Σ = (C + n₀ T) / (N + n₀), the posterior mode of an inverse Wishart prior worth n₀ targets (docs/evaluation.md).
/// C sums rrᵀ over the N targets, what was not measured replaced by its expectation under T given the target's other errors.
/// </summary>
/// <param name="LevelVariance">τ², in squared units of the score.</param>
/// <param name="OwnVariance">δ, above 0.</param>
/// <param name="PriorTargets">n₀: how many targets T is worth, by the likelihood of each target under the covariance of the others.</param>
/// <param name="Covariance">Σ, sources x sources, row after row, positive definite.</param>
public sealed record ResidualModel(double LevelVariance, double OwnVariance, double PriorTargets, double[] Covariance)
{
    /// <summary>N: targets that errors were learned from.</summary>
    public int Targets { get; init; }

    /// <summary>No score is measured better than to a standard deviation of 0.001.</summary>
    const double LeastOwnVariance = 1e-6;

    /// <summary>What n₀ is chosen from, most first: of equally likely ones the most cautious.</summary>
    static readonly double[] _priorTargets = [2048, 512, 128, 32, 8, 2];

    /// <summary>Learns from held-out errors.</summary>
    /// <param name="residuals">Targets x sources errors (score minus prediction), row after row; NaN where a pair was not measured.</param>
    /// <param name="sources">Number of sources, 1 or more; one that was never measured has the level in common with the others.</param>
    /// <exception cref="ArgumentException">There is no error at all, the size is no multiple of the sources, or an error is infinite.</exception>
    public static ResidualModel Fit(double[] residuals, int sources)
    {
        if (sources < 1 || residuals.Length % sources != 0)
            throw new ArgumentException($"{residuals.Length} residuals of {sources} sources; expected a row of sources for each target.", nameof(residuals));
        if (residuals.Any(double.IsInfinity))
            throw new ArgumentException("A residual is infinite; expected a number, or NaN where a pair was not measured.", nameof(residuals));
        double[][] targets = [.. residuals.Chunk(sources).Where(t => !t.All(double.IsNaN))];
        if (targets.Length == 0)
            throw new ArgumentException("There is no residual; expected those of 1 target or more.", nameof(residuals));

        (double level, double own) = Moments(targets);
        double[][] products = [.. targets.Select(t => Products(t, level, own))];
        double[] sum = new double[sources * sources];
        foreach (double[] product in products)
            for (int i = 0; i < sum.Length; i++)
                sum[i] += product[i];
        double[] likelihoods = SideBySide.Select(_priorTargets, n => LikelihoodWithout(targets, products, sum, level, own, n));
        double prior = _priorTargets[Array.IndexOf(likelihoods, likelihoods.Max())];
        return new ResidualModel(level, own, prior, [.. sum.Select((c, i) => Shrunk(c, targets.Length, Structured(i / sources, i % sources, level, own), prior))])
        {
            Targets = targets.Length,
        };
    }

    /// <summary>
    /// The covariance that the other targets give: Σ without one target's part of C. τ², δ and n₀, three numbers that all
    /// targets share, stay as they are.
    /// </summary>
    /// <param name="target">One of the rows of errors that the model was learned from.</param>
    /// <returns>Sources x sources, row after row, positive definite.</returns>
    /// <exception cref="ArgumentException">The row has no error, or not as many as there are sources.</exception>
    public double[] CovarianceWithout(double[] target)
    {
        if (target.Length * target.Length != Covariance.Length || target.All(double.IsNaN))
            throw new ArgumentException($"{target.Count(r => !double.IsNaN(r))} errors in a row of {target.Length}; expected a row of errors that the model of {Covariance.Length} covariances was learned from.", nameof(target));
        double[] products = Products(target, LevelVariance, OwnVariance);
        return [.. Covariance.Zip(products, (c, product) => ((Targets + PriorTargets) * c - product) / (Targets - 1 + PriorTargets))];
    }

    /// <summary>τ² and δ by the method of moments, every target weighing the same.</summary>
    static (double Level, double Own) Moments(double[][] targets)
    {
        double squares = 0, products = 0;
        int several = 0;
        foreach (double[] target in targets)
        {
            double sum = 0, square = 0;
            int known = 0;
            foreach (double r in target)
            {
                if (double.IsNaN(r))
                    continue;
                sum += r;
                square += r * r;
                known++;
            }
            squares += square / known;
            if (known > 1)
            {
                products += (sum * sum - square) / (known * (known - 1.0));
                several++;
            }
        }
        double level = several == 0 ? 0 : Math.Max(0, products / several);
        return (level, Math.Max(LeastOwnVariance, squares / targets.Length - level));
    }

    /// <summary>E[rrᵀ] of one target under T, given what was measured.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double[] Products(double[] target, double level, double own)
    {
        int n = target.Length, known = target.Count(r => !double.IsNaN(r));
        double expected = level * target.Where(r => !double.IsNaN(r)).Sum() / (own + known * level), variance = level * own / (own + known * level);
        double[] products = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            double a = double.IsNaN(target[i]) ? expected : target[i];
            for (int j = 0; j < n; j++)
            {
                double b = double.IsNaN(target[j]) ? expected : target[j];
                bool unknown = double.IsNaN(target[i]) && double.IsNaN(target[j]);
                products[i * n + j] = a * b + (unknown ? variance + (i == j ? own : 0) : 0);
            }
        }
        return products;
    }

    /// <summary>Log likelihood of every target under the covariance that the others give, but for a constant.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double LikelihoodWithout(double[][] targets, double[][] products, double[] sum, double level, double own, double prior)
    {
        int n = targets[0].Length;
        double likelihood = 0;
        double[] covariance = new double[n * n], errors = new double[n];
        for (int t = 0; t < targets.Length; t++)
        {
            int[] known = [.. Enumerable.Range(0, n).Where(s => !double.IsNaN(targets[t][s]))];
            int k = known.Length;
            for (int i = 0; i < k; i++)
            {
                errors[i] = targets[t][known[i]];
                for (int j = 0; j <= i; j++)
                {
                    int at = known[i] * n + known[j];
                    covariance[i * k + j] = Shrunk(sum[at] - products[t][at], targets.Length - 1, Structured(known[i], known[j], level, own), prior);
                }
            }
            if (!Cholesky.TryFactor(covariance.AsSpan(0, k * k), k))
                return double.NegativeInfinity;
            Cholesky.SolveLower(covariance, k, errors.AsSpan(0, k));
            for (int i = 0; i < k; i++)
                likelihood -= Math.Log(covariance[i * k + i]) + 0.5 * errors[i] * errors[i];
        }
        return likelihood;
    }

    static double Structured(int i, int j, double level, double own) => i == j ? level + own : level;

    static double Shrunk(double sum, int targets, double structured, double prior) => (sum + prior * structured) / (targets + prior);
}
