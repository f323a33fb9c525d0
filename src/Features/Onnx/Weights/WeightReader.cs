using TransferPredict.Features.Onnx.OnnxRuntime;

namespace TransferPredict.Features.Onnx.Weights;

/// <summary>
/// Reads the values of a model's weights through ONNX Runtime, from the model's own files: halves, bfloat16, doubles and
/// quantised numbers arrive as the fractions that ONNX Runtime makes of them. Any number of threads may read at a time.
/// </summary>
/// <param name="model">The model; a matrix must be one of its own.</param>
/// <param name="threads">Threads inside one read or product; 0 = one a core. Results do not depend on it.</param>
public sealed class WeightReader(OnnxModel model, int threads = 1)
{
    // A product is summed over blocks of rows: 8,192 x 768 doubles are 48 MB, twice.
    const int BlockElements = 8192 * 768;

    /// <summary>Reads a whole matrix.</summary>
    /// <returns>Rows x columns values, row after row.</returns>
    /// <exception cref="ArgumentException">The matrix has more values than an array holds.</exception>
    /// <exception cref="OnnxModelException">A file has changed since the model was opened.</exception>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime cannot read the weight; the message names it.</exception>
    public float[] Read(WeightMatrix matrix, CancellationToken cancellation = default)
    {
        float[] values = Allocate<float>(matrix, matrix.Rows, matrix.Columns);
        using var session = new WeightSession(model, matrix, byRows: false, product: false, threads);
        session.RunInto(values.AsMemory(), matrix.Rows, matrix.Columns, cancellation);
        return values;
    }

    /// <summary>Reads some rows of a matrix, without reading the others; see <see cref="WeightRows.Read"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The matrix has no such row.</exception>
    public float[] ReadRows(WeightMatrix matrix, ReadOnlySpan<int> rows, CancellationToken cancellation = default)
    {
        using WeightRows opened = OpenRows(matrix);
        return opened.Read(rows, cancellation);
    }

    /// <summary>Reads <paramref name="count"/> rows from <paramref name="first"/> on; see <see cref="WeightRows.Read"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The matrix has no such row.</exception>
    public float[] ReadRows(WeightMatrix matrix, int first, int count, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return ReadRows(matrix, Range(first, count), cancellation);
    }

    /// <summary>Opens a matrix to read rows of it many times; the caller disposes the result.</summary>
    public WeightRows OpenRows(WeightMatrix matrix) =>
        new(new WeightSession(model, matrix, byRows: true, product: false, threads), matrix);

    /// <summary>The matrix WᵀW of a whole weight, in double precision, not divided by the number of rows.</summary>
    /// <returns>Columns x columns sums, symmetric up to rounding.</returns>
    public double[] Gram(WeightMatrix matrix, CancellationToken cancellation = default) =>
        Gram(matrix, matrix.Rows, Range, cancellation);

    /// <summary>The matrix WᵀW of some rows, each counted as often as it is named, in double precision.</summary>
    /// <returns>Columns x columns sums, symmetric up to rounding.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The matrix has no such row.</exception>
    public double[] Gram(WeightMatrix matrix, int[] rows, CancellationToken cancellation = default) =>
        Gram(matrix, rows.Length, (first, count) => rows[first..(first + count)], cancellation);

    internal static T[] Allocate<T>(WeightMatrix matrix, long rows, long columns) =>
        rows * columns <= Array.MaxLength ? new T[rows * columns] : throw new ArgumentException(
            $"{rows} x {columns} values of '{matrix.Name}' were asked for at once, more than the {Array.MaxLength} an array holds; read it by rows.");

    double[] Gram(WeightMatrix matrix, int rows, Func<int, int, int[]> block, CancellationToken cancellation)
    {
        double[] sum = Allocate<double>(matrix, matrix.Columns, matrix.Columns);
        double[] part = new double[sum.Length];
        using var session = new WeightSession(model, matrix, byRows: true, product: true, threads);
        int step = Math.Max(1, BlockElements / matrix.Columns);
        for (int first = 0; first < rows; first += step)
        {
            int[] chosen = block(first, Math.Min(step, rows - first));
            session.RunInto(chosen, part.AsMemory(), matrix.Columns, matrix.Columns, cancellation);
            for (int i = 0; i < sum.Length; i++)
                sum[i] += part[i];
        }
        return sum;
    }

    static int[] Range(int first, int count)
    {
        int[] rows = new int[count];
        for (int i = 0; i < count; i++)
            rows[i] = first + i;
        return rows;
    }
}
