using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers.Values;

/// <summary>
/// A matrix whose elements lie in a file as they are. The file is opened for every block: a model may have thousands of
/// matrices, and blocks are large.
/// </summary>
/// <param name="file">The file.</param>
/// <param name="offset">Where the first element begins, in bytes.</param>
/// <param name="type">Float32, Float64, Float16 or BFloat16.</param>
/// <param name="rows">Rows as stored.</param>
/// <param name="columns">Columns as stored.</param>
/// <param name="requireUnchanged">Throws when the file is no longer the one that was looked through.</param>
sealed class StoredValues(string file, long offset, TensorElementType type, int rows, int columns, Action requireUnchanged) : IMatrixValues
{
    public int Rows => rows;

    public int Columns => columns;

    internal TensorElementType ElementType => type;

    internal long ByteCount => type.ByteCount((long)rows * columns);

    public void Read(int row, int rows, int column, int columns, Span<double> values)
    {
        using MappedValues opened = Open();
        opened.Read(row, rows, column, columns, values);
    }

    /// <summary>Reads bytes as stored, <paramref name="from"/> on from the first element.</summary>
    internal byte[] ReadBytes(long from, long length)
    {
        requireUnchanged();
        return FileBytes.Read(file, offset + from, length);
    }

    MappedValues Open()
    {
        requireUnchanged();
        return MappedValues.Open(file, offset, type, rows, columns);
    }
}
