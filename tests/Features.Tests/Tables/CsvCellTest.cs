using TransferPredict.Features.Numerics;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Tests.Tables;

public sealed class CsvCellTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SpecialValuesAndText()
    {
        Assert.Equal(["", "inf", "-inf", "0.1", "0.1"],
            [CsvCell.Of(double.NaN), CsvCell.Of(float.PositiveInfinity), CsvCell.Of(double.NegativeInfinity), CsvCell.Of(0.1f), CsvCell.Of(0.1)]);
        Assert.Equal(["plain", "\"a,b\"", "\"say \"\"so\"\"\"", "\"two\nlines\"", ""],
            [CsvCell.Of("plain"), CsvCell.Of("a,b"), CsvCell.Of("say \"so\""), CsvCell.Of("two\nlines"), CsvCell.Of("")]);
    }

    [Fact]
    public void Of_NumbersReadBackTheSame()
    {
        SeededRandom random = new(1, "cells");
        float[] singles = [float.Epsilon, float.MaxValue, -float.MinValue, 1 / 3f, .. Enumerable.Range(0, 5000).Select(_ => Single(random.Next()))];
        double[] doubles = [double.Epsilon, double.MaxValue, 1 / 3.0, .. Enumerable.Range(0, 5000).Select(_ => Double(random.Next()))];
        float Single(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);
        double Double(ulong bits) => BitConverter.UInt64BitsToDouble(bits);

        string path = _folder.Write("n.csv", "s,d\n" + string.Concat(singles.Zip(doubles.Append(0), (s, d) => $"{CsvCell.Of(s)},{CsvCell.Of(d)}\n")));
        IReadOnlyList<CsvTableRow> rows = CsvTable.Read(path, "s", "d").Rows;

        Assert.Equal(singles, rows.Select(row => (float)row.Number("s")));
        Assert.Equal(doubles, rows.Take(doubles.Length).Select(row => row.Number("d")));
    }
}
