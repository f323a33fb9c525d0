namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// The dense kernels a spectrum is made of. Matrices lie row after row; their values are finite and at most about 2^400 in
/// magnitude, the largest at least 2^-400. Any number of threads may call at a time; none of the calls starts threads.
/// </summary>
interface IDecompositionKernels
{
    /// <summary>What computes, with its version, for reports.</summary>
    string Name { get; }

    /// <summary>gram += XᵀX, or XXᵀ: the diagonal and the triangle above it.</summary>
    /// <param name="block">X, rows x columns.</param>
    /// <param name="rows">Rows of X.</param>
    /// <param name="columns">Columns of X.</param>
    /// <param name="ofRows">Whether rows are multiplied with rows (XXᵀ), not columns with columns.</param>
    /// <param name="gram">A square matrix of as many rows as X has columns, or rows; what lies below the diagonal has no meaning.</param>
    void AddGram(ReadOnlySpan<double> block, int rows, int columns, bool ofRows, Span<double> gram);

    /// <summary>The eigenvalues of a symmetric matrix, ascending, with an absolute error of a small multiple of 2.2e-16 times the largest.</summary>
    /// <param name="matrix">order x order, of which the diagonal and the triangle above it are read; overwritten.</param>
    /// <param name="order">Rows and columns, 1 or more.</param>
    /// <param name="eigenvalues">Takes them.</param>
    void Eigenvalues(Span<double> matrix, int order, Span<double> eigenvalues);

    /// <summary>Replaces X by R of X = QR: the leading columns x columns values are upper triangular, zeros included.</summary>
    /// <param name="matrix">X, rows x columns, with no fewer rows than columns; what follows R has no meaning afterwards.</param>
    /// <param name="rows">Rows of X.</param>
    /// <param name="columns">Columns of X, 1 or more.</param>
    void Triangle(Span<double> matrix, int rows, int columns);

    /// <summary>The singular values, ascending, 0 or more, with an absolute error of a small multiple of 2.2e-16 times the largest.</summary>
    /// <param name="matrix">order x order; overwritten.</param>
    /// <param name="order">Rows and columns, 1 or more.</param>
    /// <param name="values">Takes them.</param>
    void SingularValues(Span<double> matrix, int order, Span<double> values);
}
