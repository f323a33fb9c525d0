namespace TransferPredict.Training.Validation;

/// <summary>
/// What some rows add to every figure, as sums: the figures of any set of targets come from adding their sums, which makes a
/// bootstrap of a thousand replicates cheap.
/// </summary>
sealed class FigureSums
{
    const int Rows = 0, AbsoluteError = 1, SquaredError = 2, Actual = 3, SquaredActual = 4;
    const int Queries = 5, Spearman = 6, Ndcg1 = 7, Ndcg3 = 8, Ndcg5 = 9, Regret1 = 10, Top3Hit = 11;
    const int Intervals = 12, Covered = 13, Width = 14, Size = 15;

    /// <summary>Variances this far below the mean square are rounding, not spread.</summary>
    const double SmallestVariance = 1e-12;

    readonly double[] _sums = new double[Size];

    /// <summary>Queries with two sources or more.</summary>
    public int RankedQueries => (int)_sums[Queries];

    /// <summary>One entry a target group, in ordinal order.</summary>
    public static FigureSums[] ByTarget(IEnumerable<Prediction> predictions) =>
        [.. predictions.GroupBy(p => p.Target).OrderBy(g => g.Key, StringComparer.Ordinal).Select(Of)];

    public static FigureSums Total(IEnumerable<FigureSums> targets)
    {
        var total = new FigureSums();
        foreach (FigureSums target in targets)
            total.Add(target);
        return total;
    }

    void Add(FigureSums other)
    {
        for (int i = 0; i < Size; i++)
            _sums[i] += other._sums[i];
    }

    public AccuracyMetrics Figures()
    {
        double variance = _sums[SquaredActual] - _sums[Actual] * _sums[Actual] / _sums[Rows];
        bool varies = _sums[Rows] > 0 && variance > SmallestVariance * _sums[SquaredActual];
        return new AccuracyMetrics(
            Mean(AbsoluteError, Rows), Mean(SquaredError, Rows) is { } square ? Math.Sqrt(square) : null,
            varies ? 1 - _sums[SquaredError] / variance : null,
            Mean(Spearman, Queries), Mean(Ndcg1, Queries), Mean(Ndcg3, Queries), Mean(Ndcg5, Queries),
            Mean(Regret1, Queries), Mean(Top3Hit, Queries), Mean(Covered, Intervals), Mean(Width, Intervals));
    }

    double? Mean(int sum, int count) => _sums[count] > 0 ? _sums[sum] / _sums[count] : null;

    static FigureSums Of(IEnumerable<Prediction> rows)
    {
        var sums = new FigureSums();
        foreach (IGrouping<string, Prediction> query in rows.GroupBy(r => r.Query))
        {
            Prediction[] sources = [.. query];
            foreach (Prediction row in sources)
                sums.AddRow(row);
            if (sources.Length > 1)
                sums.AddRanking(QueryRanking.Of([.. sources.Select(r => r.Actual)], [.. sources.Select(r => r.Predicted)]));
        }
        return sums;
    }

    void AddRow(Prediction row)
    {
        if (!double.IsFinite(row.Actual) || !double.IsFinite(row.Predicted))
            throw new ArgumentException($"{row.Query}, source {row.Source}: score {row.Actual}, prediction {row.Predicted}; expected finite numbers.");
        if (!row.RanksOnly)
        {
            double error = row.Predicted - row.Actual;
            _sums[Rows]++;
            _sums[AbsoluteError] += Math.Abs(error);
            _sums[SquaredError] += error * error;
            _sums[Actual] += row.Actual;
            _sums[SquaredActual] += row.Actual * row.Actual;
        }
        if (row is { Lower: { } lower, Upper: { } upper })
        {
            if (!(lower <= upper) || !double.IsFinite(upper - lower))
                throw new ArgumentException($"{row.Query}, source {row.Source}: interval from {lower} to {upper}; expected finite numbers, the lower first.");
            _sums[Intervals]++;
            _sums[Covered] += row.Actual >= lower && row.Actual <= upper ? 1 : 0;
            _sums[Width] += upper - lower;
        }
    }

    void AddRanking(QueryRanking ranking)
    {
        _sums[Queries]++;
        _sums[Spearman] += ranking.Spearman;
        _sums[Ndcg1] += ranking.Ndcg1;
        _sums[Ndcg3] += ranking.Ndcg3;
        _sums[Ndcg5] += ranking.Ndcg5;
        _sums[Regret1] += ranking.Regret1;
        _sums[Top3Hit] += ranking.Top3Hit;
    }
}
