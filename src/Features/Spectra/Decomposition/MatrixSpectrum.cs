using System.Buffers;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>The singular values of a matrix W of R x C, and their squares, the eigenvalues of WᵀW.</summary>
/// <param name="SingularValues">min(R, C) values, ascending, 0 or more.</param>
/// <param name="Eigenvalues">Their squares, ascending.</param>
public sealed record MatrixSpectrum(double[] SingularValues, double[] Eigenvalues)
{
    // Beyond 2^±400, squares might overflow or vanish.
    const int LargestExponent = 400;

    // In units of the largest eigenvalue. Those of WᵀW were found to be off by up to 50 units in the last place of the largest,
    // the smallest ones by up to 8 (docs/spectra.md): at the first limit, that leaves an eigenvalue 6 digits or more, and puts
    // the smallest singular value within 1e-11 of the largest. The second is more than any error.
    const double SmallestOfGram = 1e-8;
    const double ErrorOfGram = 1e-13;

    // Counts of eigenvalues above these are among a layer's metrics.
    static readonly double[] _thresholds = [1e-5, 1e-6];

    /// <summary>What the spectra are computed with on this machine, such as the version of OpenBLAS, or "managed".</summary>
    public static string KernelName => LapackLibrary.Best.Name;

    /// <summary>
    /// Computes the spectrum: the eigenvalues of WᵀW or WWᵀ where they are exact enough, else the singular values from a QR
    /// factorisation. The result has the same bits for any number of threads.
    /// </summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="threads">Threads to work with, 1 or more.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="NotFiniteValueException">A value is NaN or infinite; the first such, row after row, is named.</exception>
    /// <exception cref="ArithmeticException">The square of the largest singular value is no normal number in double precision.</exception>
    public static MatrixSpectrum Compute(IMatrixValues matrix, int threads = 1, CancellationToken cancellation = default) =>
        Compute(matrix, new DecompositionOptions { Kernels = LapackLibrary.Best }, threads, cancellation);

    internal static MatrixSpectrum Compute(IMatrixValues matrix, DecompositionOptions options, int threads, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        int order = Math.Min(matrix.Rows, matrix.Columns), exponent = 0;
        if ((long)order * order > Array.MaxLength / 2)
            SpectraThrow.OrderTooLarge(matrix.Rows, matrix.Columns, nameof(matrix));

        double[] rented = ArrayPool<double>.Shared.Rent(order * order), values = new double[order];
        Memory<double> square = rented.AsMemory(0, order * order);
        try
        {
            double largest = BlockGram.Compute(new FiniteLines(matrix, 0), options, threads, square, cancellation);
            if (largest == 0)
                return new MatrixSpectrum(values, new double[order]);
            if (Math.Abs(Math.ILogB(largest)) > LargestExponent)
            {
                exponent = Math.ILogB(largest);
                _ = BlockGram.Compute(new FiniteLines(matrix, exponent), options, threads, square, cancellation);
            }
            double[] eigenvalues = new double[order];
            options.Kernels.Eigenvalues(square.Span, order, eigenvalues);
            bool exact = GramSuffices(eigenvalues, 2 * exponent);
            if (!exact)
            {
                BlockTriangle.Compute(new FiniteLines(matrix, exponent), options, threads, square, cancellation);
                options.Kernels.SingularValues(square.Span, order, values);
            }
            for (int i = 0; i < order; i++)
            {
                (values[i], eigenvalues[i]) = exact ? (Math.Sqrt(eigenvalues[i]), eigenvalues[i]) : (values[i], values[i] * values[i]);
                (values[i], eigenvalues[i]) = (Math.ScaleB(values[i], exponent), Math.ScaleB(eigenvalues[i], 2 * exponent));
            }
            if (!double.IsNormal(eigenvalues[^1]))
                SpectraThrow.EigenvalueRange(values[^1]);
            return new MatrixSpectrum(values, eigenvalues);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    static bool GramSuffices(double[] eigenvalues, int exponent)
    {
        double largest = eigenvalues[^1];
        if (eigenvalues[0] < SmallestOfGram * largest)
            return false;
        foreach (double threshold in _thresholds)
        {
            double scaled = Math.ScaleB(threshold, -exponent);
            if (Array.Exists(eigenvalues, value => Math.Abs(value - scaled) <= ErrorOfGram * largest))
                return false;
        }
        return true;
    }
}
