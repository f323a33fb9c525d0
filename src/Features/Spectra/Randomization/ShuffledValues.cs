using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Spectra.Randomization;

/// <summary>A copy of a matrix in single precision, whose elements change places.</summary>
sealed class ShuffledValues : IMatrixValues
{
    const int BlockElements = 1 << 18;

    readonly float[] _values;
    SeededRandom _random;

    ShuffledValues(float[] values, int rows, int columns, SeededRandom random) =>
        (_values, Rows, Columns, _random) = (values, rows, columns, random);

    public int Rows { get; }

    public int Columns { get; }

    internal static ShuffledValues Read(IMatrixValues matrix, SeededRandom random)
    {
        (int rows, int columns) = (matrix.Rows, matrix.Columns);
        if ((long)rows * columns > Array.MaxLength)
            SpectraThrow.TooManyElements(rows, columns, Array.MaxLength, nameof(matrix));
        float[] values = new float[rows * columns];
        int step = Math.Clamp(BlockElements / columns, 1, rows);
        double[] block = new double[step * columns];
        for (int first = 0; first < rows; first += step)
        {
            int count = Math.Min(step, rows - first);
            matrix.Read(first, count, 0, columns, block.AsSpan(0, count * columns));
            for (int i = 0; i < count * columns; i++)
            {
                if (!double.IsFinite(block[i]))
                    throw new NotFiniteValueException(block[i], first + i / columns, i % columns);
                values[first * columns + i] = (float)block[i];
            }
        }
        return new ShuffledValues(values, rows, columns, random);
    }

    /// <summary>Puts the elements in a random order, every order equally likely, whatever the order before.</summary>
    internal void Shuffle() => _random.ShuffleFront(_values.AsSpan(), _values.Length);

    public void Read(int row, int rows, int column, int columns, Span<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, rows * columns);
        for (int i = 0; i < rows; i++)
        {
            ReadOnlySpan<float> source = _values.AsSpan((row + i) * Columns + column, columns);
            for (int j = 0; j < columns; j++)
                values[i * columns + j] = source[j];
        }
    }
}
