namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>A matrix whose values are read block by block, so that a large one is never in memory whole.</summary>
public interface IMatrixValues
{
    /// <summary>The number of rows, 1 or more.</summary>
    int Rows { get; }

    /// <summary>The number of columns, 1 or more.</summary>
    int Columns { get; }

    /// <summary>Reads a block in double precision. Any number of threads may read at a time.</summary>
    /// <param name="row">The block's first row.</param>
    /// <param name="rows">Its rows, 0 or more.</param>
    /// <param name="column">Its first column.</param>
    /// <param name="columns">Its columns, 0 or more.</param>
    /// <param name="values">Takes rows x columns values, row after row. They may be NaN or infinite.</param>
    /// <exception cref="ArgumentException">The matrix has no such block, or the length is not rows x columns.</exception>
    void Read(int row, int rows, int column, int columns, Span<double> values);
}
