namespace TransferPredict.Training.Validation;

/// <summary>
/// Intervals for rows that were held out, from the residuals of other folds (cross-conformal, Vovk 2015): as
/// <see cref="ConformalInterval.Fit(IEnumerable{Prediction}, double)"/> of the rows of other targets in other folds. Where no fold is named only the target's own rows are left out.
/// </summary>
sealed class CrossConformal
{
    readonly (int Target, int Fold, double Residual)[] _rows; // by residual
    readonly Dictionary<string, int> _targets = [], _folds = [];
    readonly Dictionary<(int Target, int Fold), int> _held = [];
    readonly int[] _rowsOfTarget;

    /// <param name="calibration">Held-out predictions on one scale.</param>
    public CrossConformal(IEnumerable<Prediction> calibration)
    {
        _rows =
        [
            .. calibration.Select(p => (Number(_targets, p.Target), Number(_folds, p.Fold), Residual: ConformalInterval.Checked(p.Target, p.AbsoluteResidual)))
                .OrderBy(r => r.Residual),
        ];
        _rowsOfTarget = new int[_targets.Count];
        foreach ((int target, int fold, _) in _rows)
        {
            _rowsOfTarget[target]++;
            _held[(target, fold)] = _held.GetValueOrDefault((target, fold)) + 1;
        }
    }

    /// <summary>The interval of rows of a target in a fold.</summary>
    /// <param name="target">ISO 639-3 group of the target.</param>
    /// <param name="fold">Name of the fold; empty where it is not known.</param>
    /// <param name="level">The coverage to promise, in (0, 1).</param>
    public ConformalInterval For(string target, string fold, double level)
    {
        ConformalInterval.RequireLevel(level);
        int leftOut = fold.Length > 0 && _folds.TryGetValue(fold, out int known) ? known : -1;
        double[] weights = new double[_targets.Count];
        for (int t = 0; t < weights.Length; t++)
            if (_rowsOfTarget[t] - _held.GetValueOrDefault((t, leftOut)) is > 0 and int left)
                weights[t] = 1.0 / left;
        if (_targets.TryGetValue(target, out int own))
            weights[own] = 0;

        int languages = weights.Count(w => w > 0);
        double reached = 0, wanted = ConformalInterval.Wanted(level, languages);
        foreach ((int rowTarget, int rowFold, double residual) in _rows)
        {
            if (rowFold == leftOut)
                continue;
            reached += weights[rowTarget];
            if (weights[rowTarget] > 0 && reached >= wanted)
                return new ConformalInterval(level, residual, languages);
        }
        return new ConformalInterval(level, null, languages);
    }

    static int Number(Dictionary<string, int> numbers, string name)
    {
        if (!numbers.TryGetValue(name, out int number))
            numbers.Add(name, number = numbers.Count);
        return number;
    }
}
