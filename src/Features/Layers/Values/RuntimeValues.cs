using System.Buffers;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers.Values;

/// <summary>
/// A weight's values as ONNX Runtime computes them, in double precision. It is loaded when first read, and kept until
/// disposed.
/// </summary>
sealed class RuntimeValues(OnnxModel model, WeightMatrix matrix) : IMatrixValues, IDisposable
{
    readonly Lock _lock = new();
    WeightSession? _session;

    public int Rows => matrix.Rows;

    public int Columns => matrix.Columns;

    public void Read(int row, int rows, int column, int columns, Span<double> values)
    {
        MatrixBlock.Require(this, row, rows, column, columns, values.Length);
        if (values.Length == 0)
            return;
        int[] chosen = [.. Enumerable.Range(row, rows)];
        double[] rented = ArrayPool<double>.Shared.Rent(checked(rows * Columns));
        Load().RunInto(chosen, rented.AsMemory(0, rows * Columns), rows, Columns, CancellationToken.None);
        for (int i = 0; i < rows; i++)
            rented.AsSpan(i * Columns + column, columns).CopyTo(values[(i * columns)..]);
        ArrayPool<double>.Shared.Return(rented);
    }

    public void Dispose() => _session?.Dispose();

    WeightSession Load()
    {
        lock (_lock)
            return _session ??= new WeightSession(model, matrix, byRows: true, product: false, threads: 1, TensorElementType.Float64);
    }
}
