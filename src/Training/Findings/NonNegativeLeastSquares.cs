namespace TransferPredict.Training.Findings;

/// <summary>
/// Least squares with coefficients of 0 or more, for a handful of columns: min ‖Xw - y‖², w ≥ 0 (Lawson and Hanson 1974, chapter 23). Every set
/// of columns that may be above 0 is tried, which finds the optimum exactly: the best of the sets whose own least squares are all 0 or more.
/// </summary>
static class NonNegativeLeastSquares
{
    const int MostColumns = 10;
    const double Singular = 1e-10; // a pivot this far below its column's square says that columns are multiples of each other

    /// <summary>Solves it.</summary>
    /// <param name="columns">The columns of X, each as long as y.</param>
    /// <param name="y">What they should sum up to.</param>
    /// <returns>One coefficient a column; all 0 where no column helps.</returns>
    public static double[] Solve(double[][] columns, double[] y)
    {
        int count = columns.Length;
        if (count is 0 or > MostColumns || columns.Any(c => c.Length != y.Length))
            throw new ArgumentException($"{count} columns for {y.Length} values; expected 1 to {MostColumns} columns, each of as many values.", nameof(columns));
        double[,] gram = new double[count, count];
        double[] right = [.. columns.Select(c => Dot(c, y))], best = new double[count];
        for (int i = 0; i < count; i++)
            for (int j = 0; j < count; j++)
                gram[i, j] = Dot(columns[i], columns[j]);
        double lowest = 0; // of w'Gw - 2 w'r, which is 0 at w = 0
        for (int set = 1; set < 1 << count; set++)
        {
            int[] active = [.. Enumerable.Range(0, count).Where(i => (set >> i & 1) == 1)];
            if (Solve(gram, right, active) is not { } weights || Array.Exists(weights, w => w < 0))
                continue;
            double value = -active.Select((column, i) => weights[i] * right[column]).Sum(); // at a stationary point w'Gw = w'r
            if (value >= lowest)
                continue;
            lowest = value;
            Array.Clear(best);
            for (int i = 0; i < active.Length; i++)
                best[active[i]] = weights[i];
        }
        return best;
    }

    /// <summary>Gaussian elimination on the normal equations of some columns; null where they are singular.</summary>
    static double[]? Solve(double[,] gram, double[] right, int[] active)
    {
        int n = active.Length;
        double[,] a = new double[n, n + 1];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
                a[i, j] = gram[active[i], active[j]];
            a[i, n] = right[active[i]];
        }
        for (int k = 0; k < n; k++)
        {
            if (!(a[k, k] > Singular * gram[active[k], active[k]])) // positive definite: no pivoting needed
                return null;
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j <= n; j++)
                    a[i, j] -= factor * a[k, j];
            }
        }
        double[] solution = new double[n];
        for (int i = n - 1; i >= 0; i--)
        {
            double sum = a[i, n];
            for (int j = i + 1; j < n; j++)
                sum -= a[i, j] * solution[j];
            solution[i] = sum / a[i, i];
        }
        return solution;
    }

    static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }
}
