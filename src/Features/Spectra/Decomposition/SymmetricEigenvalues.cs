namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// All eigenvalues of a real symmetric matrix, without vectors: Householder's reduction to tridiagonal form, then the implicit
/// QL iteration (Parlett, "The Symmetric Eigenvalue Problem", chapters 7 and 8). The error of each eigenvalue is a small
/// multiple of 2.2e-16 times the largest in magnitude, as with LAPACK's dsyev. One thread, one order of summation: the same
/// bits on every machine.
/// </summary>
public static class SymmetricEigenvalues
{
    /// <summary>Computes the eigenvalues.</summary>
    /// <param name="matrix">order x order values, row after row; only the lower triangle and the diagonal enter the result.</param>
    /// <param name="order">Rows and columns, 0 or more.</param>
    /// <returns>The eigenvalues, ascending; a new array of <paramref name="order"/> values.</returns>
    /// <exception cref="ArgumentException">The length is not order², or a value is not finite.</exception>
    /// <exception cref="ArithmeticException">The iteration did not converge (not known to happen).</exception>
    public static double[] Compute(ReadOnlySpan<double> matrix, int order)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(order);
        if (matrix.Length != (long)order * order)
            SpectraThrow.MatrixLength(matrix.Length, order, nameof(matrix));

        double largest = 0;
        for (int i = 0; i < matrix.Length; i++)
        {
            if (!double.IsFinite(matrix[i]))
                SpectraThrow.NotFinite(matrix[i], i / order, i % order, nameof(matrix));
            largest = Math.Max(largest, Math.Abs(matrix[i]));
        }
        double[] diagonal = new double[order];
        if (largest == 0)
            return diagonal;

        // A power of two, so that scaling is exact: squares can neither overflow nor matter when they underflow.
        int exponent = Math.ILogB(largest);
        double[] offDiagonal = new double[order];
        Tridiagonalization.Reduce(matrix, order, exponent, diagonal, offDiagonal);
        TridiagonalEigenvalues.Compute(diagonal, offDiagonal);
        for (int i = 0; i < order; i++)
            diagonal[i] = Math.ScaleB(diagonal[i], exponent);
        return diagonal;
    }
}
