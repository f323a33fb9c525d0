namespace TransferPredict.Features.Onnx.Weights;

/// <summary>
/// A matrix opened to read rows of it again and again. The file is mapped, so only the rows asked for are read. Any number
/// of threads may read at a time.
/// </summary>
public sealed class WeightRows : IDisposable
{
    readonly WeightSession _session;

    internal WeightRows(WeightSession session, WeightMatrix matrix) => (_session, Matrix) = (session, matrix);

    /// <summary>The matrix.</summary>
    public WeightMatrix Matrix { get; }

    /// <summary>Reads rows, in the order and as often as they are asked for.</summary>
    /// <param name="rows">Row numbers, each 0 to <see cref="WeightMatrix.Rows"/> - 1.</param>
    /// <param name="cancellation">Ends the reading early.</param>
    /// <returns>rows.Length x <see cref="WeightMatrix.Columns"/> values, row after row.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The matrix has no such row.</exception>
    public float[] Read(ReadOnlySpan<int> rows, CancellationToken cancellation = default)
    {
        float[] values = WeightReader.Allocate<float>(Matrix, rows.Length, Matrix.Columns);
        if (values.Length > 0)
            _session.RunInto(rows, values.AsMemory(), rows.Length, Matrix.Columns, cancellation);
        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();
}
