using System.Runtime.CompilerServices;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// Eigenvalues of a symmetric tridiagonal matrix by the QL iteration without square roots of Pal, Walker and Kahan (Parlett,
/// "The Symmetric Eigenvalue Problem", section 8.15), which works on the squares of the off-diagonal.
/// </summary>
static class TridiagonalEigenvalues
{
    const int IterationsPerEigenvalue = 40;
    const double Epsilon = 1.1102230246251565e-16;
    const double Negligible = 1e-40; // the square of 1e-20, against entries of at most about 1

    /// <summary>Replaces the diagonal by the eigenvalues, ascending.</summary>
    /// <param name="diagonal">n values, scaled so that the largest entries of the matrix are about 1.</param>
    /// <param name="offDiagonal">n values; place i holds the entry between i - 1 and i, place 0 nothing. Overwritten.</param>
    internal static void Compute(double[] diagonal, double[] offDiagonal)
    {
        int n = diagonal.Length;
        // From here on, squares[i] joins i and i + 1.
        double[] squares = offDiagonal;
        for (int i = 0; i + 1 < n; i++)
            squares[i] = offDiagonal[i + 1] * offDiagonal[i + 1];
        if (n > 0)
            squares[n - 1] = 0;

        int iterations = 0;
        int first = 0;
        while (first < n)
        {
            int last = first;
            while (last + 1 < n && !IsNegligible(diagonal, squares, last))
                last++;
            squares[last] = 0;
            // The end with the smaller entry is deflated first: graded matrices keep the digits of their small eigenvalues.
            if (Math.Abs(diagonal[last]) < Math.Abs(diagonal[first]))
            {
                Array.Reverse(diagonal, first, last - first + 1);
                Array.Reverse(squares, first, last - first);
            }
            Solve(diagonal, squares, first, last, ref iterations);
            first = last + 1;
        }
        Array.Sort(diagonal);
    }

    static bool IsNegligible(double[] diagonal, double[] squares, int i) =>
        squares[i] <= Epsilon * Epsilon * Math.Abs(diagonal[i] * diagonal[i + 1]) || squares[i] <= Negligible;

    static void Solve(double[] d, double[] e2, int first, int last, ref int iterations)
    {
        int limit = IterationsPerEigenvalue * d.Length;
        while (first < last)
        {
            int m = first;
            while (m < last && !IsNegligible(d, e2, m))
                m++;
            if (m < last)
                e2[m] = 0;
            if (m == first)
            {
                first++;
            }
            else if (m == first + 1)
            {
                (d[first], d[first + 1]) = TwoByTwo(d[first], e2[first], d[first + 1]);
                e2[first] = 0;
                first += 2;
            }
            else
            {
                if (++iterations > limit)
                    SpectraThrow.NotConverged(d.Length, limit);
                Sweep(d, e2, first, m);
            }
        }
    }

    // One QL step with Wilkinson's shift on the unreduced block first..last.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Sweep(double[] d, double[] e2, int first, int last)
    {
        double root = Math.Sqrt(e2[first]);
        double shift = (d[first + 1] - d[first]) / (2 * root);
        shift = d[first] - root / (shift + Math.CopySign(Math.Sqrt(shift * shift + 1), shift));

        double c = 1, s = 0;
        double gamma = d[last] - shift;
        double p = gamma * gamma;
        for (int i = last - 1; i >= first; i--)
        {
            double square = e2[i];
            double r = p + square;
            if (i + 1 < last)
                e2[i + 1] = s * r;
            double previousCosine = c;
            c = p / r;
            s = square / r;
            double previousGamma = gamma;
            gamma = c * (d[i] - shift) - s * previousGamma;
            d[i + 1] = previousGamma + (d[i] - gamma);
            p = c != 0 ? gamma * gamma / c : previousCosine * square;
        }
        e2[first] = s * p;
        d[first] = shift + gamma;
    }

    static (double, double) TwoByTwo(double a, double offDiagonalSquare, double b)
    {
        double mean = 0.5 * (a + b);
        double difference = 0.5 * (a - b);
        double radius = Math.Sqrt(difference * difference + offDiagonalSquare);
        // The eigenvalue that is larger in magnitude has no cancellation; the other follows from the determinant.
        double large = mean >= 0 ? mean + radius : mean - radius;
        double small = large == 0 ? 0 : (Math.Abs(a) >= Math.Abs(b) ? a / large * b : b / large * a) - offDiagonalSquare / large;
        return (large, small);
    }
}
