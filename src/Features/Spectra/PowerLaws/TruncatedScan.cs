namespace TransferPredict.Features.Spectra.PowerLaws;

/// <summary>
/// Looks through the starts of a truncated power law's tail as powerlaw 1.5 does: each distinct eigenvalue of a range but the
/// range's largest is a candidate, and the smallest distance wins, the first of equals. Eigenvalues are taken in units of the
/// largest, so that no power of them leaves the range of a double.
/// </summary>
static class TruncatedScan
{
    const int Stride = 16;

    /// <summary>The best start, or null where no eigenvalue can be one.</summary>
    /// <param name="values">Above 0, ascending.</param>
    /// <param name="logs">Their logarithms, as made by <see cref="PowerLawScan.Logarithms"/>.</param>
    /// <param name="low">Candidates lie from here.</param>
    /// <param name="high">To here.</param>
    internal static TruncatedTail? Best(double[] values, double[] logs, double low, double high)
    {
        int last = values.Length - 1;
        while (last >= 0 && values[last] > high)
            last--;
        List<int> candidates = [];
        for (int i = 0; i < last; i++)
        {
            if (values[i] >= low && values[i] < values[last] && (i == 0 || values[i - 1] < values[i]))
                candidates.Add(i);
        }

        Tails tails = new(values, logs, values.Length);
        TruncatedTail? best = null;
        // A few starts all over the range first: what they reach refutes most of the others at once.
        for (int place = 0; place < candidates.Count; place += Stride)
            Try(candidates[place]);
        for (int place = 0; place < candidates.Count; place++)
        {
            if (place % Stride != 0)
                Try(candidates[place]);
        }
        return best;

        void Try(int index)
        {
            TruncatedTail? tail = tails.Fit(index, best?.D ?? double.PositiveInfinity);
            if (tail is { } found && (best is not { } leader || found.D < leader.D || found.Index < leader.Index))
                best = tail;
        }
    }

    /// <summary>The law of the tail that starts at a place, or null where the whole tail is equal.</summary>
    /// <param name="values">Above 0, ascending.</param>
    /// <param name="logs">Their logarithms.</param>
    /// <param name="n">How many of the values take part.</param>
    /// <param name="index">Where the tail starts, below n - 1.</param>
    internal static TruncatedTail? At(double[] values, double[] logs, int n, int index) =>
        values[index] < values[n - 1] ? new Tails(values, logs, n).Fit(index, double.PositiveInfinity) : null;

    sealed class Tails
    {
        readonly double[] _values, _logs, _sumLogs, _sumRises;
        readonly int _n;
        readonly double _largest, _logLargest;
        int _hottest;

        internal Tails(double[] values, double[] logs, int n)
        {
            (_values, _logs, _n, _largest, _logLargest) = (values, logs, n, values[n - 1], logs[n - 1]);
            _sumLogs = new double[n];
            _sumRises = new double[n];
            for (int i = n - 2; i >= 0; i--) // grown without cancellation
            {
                int above = n - 1 - i;
                _sumLogs[i] = _sumLogs[i + 1] + above * (logs[i + 1] - logs[i]);
                _sumRises[i] = _sumRises[i + 1] + above * ((values[i + 1] - values[i]) / _largest);
            }
        }

        // Null as soon as the distance is known to be above the limit.
        internal TruncatedTail? Fit(int index, double limit)
        {
            int m = _n - index;
            double start = _values[index] / _largest, logStart = _logs[index] - _logLargest;
            TruncatedLaw law = TruncatedLaw.Fit(_sumLogs[index] / m, _sumRises[index] / m, start, logStart);
            double norm = law.Cutoff > 0 ? TailIntegral.Of(law.Excess, law.Cutoff, start, logStart) : 1;

            // The place that refuted the last candidate comes first: neighbouring tails differ most at the same place.
            double worst = _hottest > index ? Distance(law, norm, index, _hottest) : 0;
            for (int k = index + 1; k < _n && worst <= limit; k++)
            {
                double distance = Distance(law, norm, index, k);
                if (distance > worst)
                    (worst, _hottest) = (distance, k);
            }
            return worst <= limit ? new TruncatedTail(index, 1 + law.Excess, law.Cutoff / _largest, law.Error / Math.Sqrt(m), worst) : null;
        }

        // |P(x) - share of the tail below x|; of equal eigenvalues the first counts.
        double Distance(TruncatedLaw law, double norm, int index, int k)
        {
            if (_values[k] == _values[k - 1])
                return 0;
            double survival = law.Survival(
                norm, _logs[k] - _logs[index], (_values[k] - _values[index]) / _largest, _values[k] / _largest, _logs[k] - _logLargest);
            return Math.Abs(1 - survival - (double)(k - index) / (_n - index));
        }
    }
}
