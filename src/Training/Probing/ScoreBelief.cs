namespace TransferPredict.Training.Probing;

/// <summary>
/// What is believed of one target's scores with several sources: a normal distribution. Measured scores update it by Bayes' rule,
/// exactly (Rasmussen and Williams 2006, equations 2.23 and 2.24).
/// </summary>
/// <param name="Mean">The expected score of each source.</param>
/// <param name="Covariance">Sources x sources, row after row, symmetric and positive definite but for sources that were measured without noise, which have 0.</param>
public sealed record ScoreBelief(double[] Mean, double[] Covariance)
{
    /// <summary>Standard deviation of the belief about one source, in units of the score.</summary>
    public double Deviation(int source) => Math.Sqrt(Math.Max(0, Covariance[source * Mean.Length + source]));

    /// <summary>The belief after some scores have been measured; their order does not matter.</summary>
    /// <param name="probes">Each source at most once; without any the belief stays as it is.</param>
    /// <exception cref="ArgumentException">
    /// A source stands twice or is none of those believed about, a score is not finite, a variance is negative, or the covariance is
    /// not positive definite.
    /// </exception>
    public ScoreBelief Given(IEnumerable<Probe> probes)
    {
        int n = Mean.Length;
        if (Covariance.Length != n * n)
            throw new ArgumentException($"{Covariance.Length} covariances for {n} sources; expected {n * n}.");
        Probe[] told = [.. probes.OrderBy(p => p.Source)];
        for (int i = 0; i < told.Length; i++)
        {
            if (told[i].Source < 0 || told[i].Source >= n || (i > 0 && told[i].Source == told[i - 1].Source))
                throw new ArgumentException($"A probe of source {told[i].Source}; expected each of 0 to {n - 1} at most once.", nameof(probes));
            if (!double.IsFinite(told[i].Score) || !(told[i].NoiseVariance >= 0))
                throw new ArgumentException($"The probe of source {told[i].Source} is {told[i].Score} with variance {told[i].NoiseVariance}; expected a finite score and a variance of 0 or more.", nameof(probes));
        }
        told = [.. told.Where(p => double.IsFinite(p.NoiseVariance))];
        int k = told.Length;
        if (k == 0)
            return this;

        double[] seen = new double[k * k];
        for (int i = 0; i < k; i++)
            for (int j = 0; j < k; j++)
                seen[i * k + j] = Covariance[told[i].Source * n + told[j].Source] + (i == j ? told[i].NoiseVariance : 0);
        if (!Cholesky.TryFactor(seen, k))
            throw new ArgumentException($"The covariance of {n} sources is not positive definite; expected the covariance of a distribution.");

        // Rows of L⁻¹ Σ: their products are what the probes explain of every covariance.
        double[] surprise = [.. told.Select(p => p.Score - Mean[p.Source])];
        Cholesky.SolveLower(seen, k, surprise);
        double[] explained = new double[n * k], column = new double[k];
        for (int s = 0; s < n; s++)
        {
            for (int i = 0; i < k; i++)
                column[i] = Covariance[told[i].Source * n + s];
            Cholesky.SolveLower(seen, k, column);
            column.CopyTo(explained, s * k);
        }
        double[] mean = new double[n], covariance = new double[n * n];
        for (int s = 0; s < n; s++)
        {
            ReadOnlySpan<double> own = explained.AsSpan(s * k, k);
            mean[s] = Mean[s] + Cholesky.Dot(own, surprise);
            for (int other = 0; other <= s; other++)
                covariance[s * n + other] = covariance[other * n + s] = Covariance[s * n + other] - Cholesky.Dot(own, explained.AsSpan(other * k, k));
        }
        // Rounding would leave something to chance in what is known for certain.
        foreach (Probe certain in told.Where(p => p.NoiseVariance == 0))
        {
            mean[certain.Source] = certain.Score;
            for (int other = 0; other < n; other++)
                covariance[certain.Source * n + other] = covariance[other * n + certain.Source] = 0;
        }
        return new ScoreBelief(mean, covariance);
    }
}
