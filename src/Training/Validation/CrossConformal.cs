namespace TransferPredict.Training.Validation;

/// <summary>
/// For each target, the interval that all other targets' residuals promise (cross-conformal, Vovk 2015): as
/// <see cref="ConformalInterval.Fit(IEnumerable{Prediction}, double)"/> without the target's own rows, from one sort of all rows.
/// </summary>
static class CrossConformal
{
    public static Dictionary<string, ConformalInterval> Intervals(IEnumerable<Prediction> heldOut, double level)
    {
        ConformalInterval.RequireLevel(level);
        (string Target, double Residual)[] rows =
            [.. heldOut.Select(p => (p.Target, ConformalInterval.Checked(p.Target, p.AbsoluteResidual))).OrderBy(r => r.Item2)];
        Dictionary<string, List<int>> places = [];
        for (int i = 0; i < rows.Length; i++)
        {
            if (!places.TryGetValue(rows[i].Target, out List<int>? own))
                places.Add(rows[i].Target, own = []);
            own.Add(i);
        }
        double[] reached = new double[rows.Length]; // weight of this row and all with smaller residuals
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
            reached[i] = sum += 1.0 / places[rows[i].Target].Count;

        double wanted = ConformalInterval.Wanted(level, places.Count - 1);
        return places.ToDictionary(t => t.Key, t => new ConformalInterval(level, HalfWidth(t.Value), places.Count - 1));

        double? HalfWidth(List<int> own)
        {
            // What the others reach grows with the place: bisect for the first place where it is enough.
            int low = 0, high = rows.Length;
            while (low < high)
            {
                int middle = (low + high) / 2, at = own.BinarySearch(middle), ownRows = at >= 0 ? at + 1 : ~at;
                if (reached[middle] - ownRows / (double)own.Count >= wanted)
                    high = middle;
                else
                    low = middle + 1;
            }
            return low < rows.Length ? rows[low].Residual : null;
        }
    }
}
