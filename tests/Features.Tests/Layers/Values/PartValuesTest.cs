using TransferPredict.Features.Layers.Values;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Layers.Values;

public sealed class PartValuesTest : IDisposable
{
    const int Rows = 8, Columns = 12;

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(4, 4, 4, 1, false)]
    [InlineData(1, 2, 5, 2, false)]
    [InlineData(2, 3, 3, 1, true)]
    [InlineData(1, 2, 4, 2, true)]
    public void Read_EveryBlockIsThatOfThePlainPart(int first, int length, int step, int runs, bool ofRows)
    {
        IMatrixValues whole = Stored(), turned = new TransposedValues(new TransposedValues(whole));
        var lines = new Lines(first, length, step, runs);
        int[] numbers = [.. Enumerable.Range(0, lines.Count).Select(i => first + i / length * step + i % length)];
        double[][] plain = [.. Enumerable.Range(0, ofRows ? numbers.Length : Rows).Select(row => Enumerable.Range(0, ofRows ? Columns : numbers.Length)
            .Select(column => ofRows ? numbers[row] * Columns + column + 1.0 : row * Columns + numbers[column] + 1.0).ToArray())];

        foreach (IMatrixValues part in new[] { new PartValues(whole, lines, ofRows), new PartValues(turned, lines, ofRows) })
        {
            Assert.Equal((plain.Length, plain[0].Length), (part.Rows, part.Columns));
            for (int row = 0; row <= part.Rows; row++)
            {
                for (int column = 0; column <= part.Columns; column++)
                {
                    (int rows, int columns) = (Math.Min(3, part.Rows - row), Math.Min(3, part.Columns - column));
                    Assert.Equal(plain.Skip(row).Take(rows).SelectMany(line => line.Skip(column).Take(columns)), part.ReadBlock(row, rows, column, columns));
                }
            }
            Assert.Equal(plain.SelectMany(line => line), part.ReadAll());
            Assert.Throws<ArgumentException>(() => part.ReadBlock(0, part.Rows + 1, 0, 1));
            Assert.Throws<ArgumentException>(() => part.ReadBlock(0, 1, -1, 1));
            Assert.Throws<ArgumentException>(() => part.Read(0, 1, 0, 1, new double[2]));
        }
    }

    [Fact]
    public void Lines_AreRunsOfEqualLengthEquallyFarApart()
    {
        Assert.Equal(new Lines(3, 4, 4, 1), Lines.Of([3, 4, 5, 6]));
        Assert.Equal(new Lines(1, 2, 6, 3), Lines.Of([1, 2, 7, 8, 13, 14]));
        Assert.Equal(new Lines(0, 1, 3, 2), Lines.Of([0, 3]));
        Assert.Null(Lines.Of([]));
        Assert.Null(Lines.Of([1, 2, 7]));
        Assert.Null(Lines.Of([1, 2, 7, 8, 12, 13]));
        Assert.Null(Lines.Of([1, 2, 7, 9]));
    }

    StoredValues Stored()
    {
        string path = _folder.Write("values", [.. MatrixReading.Counted(Rows * Columns).SelectMany(BitConverter.GetBytes)]);
        return new StoredValues(path, 0, TensorElementType.Float32, Rows, Columns, () => { });
    }
}
