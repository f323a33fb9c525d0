using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public sealed class SparseCountsTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SortsAndSums()
    {
        SparseCounts counts = SparseCounts.Of([(9, 1), (2, 5), (ulong.MaxValue, 2)]);

        Assert.Equal([2UL, 9, ulong.MaxValue], counts.Keys.ToArray());
        Assert.Equal([5, 1, 2], counts.Counts.ToArray());
        Assert.Equal((8L, 3, 0.375), (counts.Total, counts.Types, counts.TypeTokenRatio));
        Assert.Equal((5, 0), (counts.CountOf(2), counts.CountOf(3)));
        Assert.True(double.IsNaN(SparseCounts.Of([]).TypeTokenRatio));
        Assert.Contains("9 occurs twice", Assert.Throws<ArgumentException>(() => SparseCounts.Of([(9, 1), (1, 1), (9, 2)])).Message);
        Assert.Contains("count of 9 is 0; expected 1 or more", Assert.Throws<ArgumentException>(() => SparseCounts.Of([(9, 0)])).Message);
    }

    [Fact]
    public void Read_TokensAndWords()
    {
        SparseCounts tokens = SparseCounts.ReadTokens(_folder.Write("t.tsv", "token\tcount\r\n7\t3\r\n0\t1\r\n"), vocabulary: 8);
        SparseCounts words = SparseCounts.ReadWords(_folder.Write("w.tsv", "hash\tcount\nffffffffffffffff\t2\n00000000000000ab\t1\n"));

        Assert.Equal([0UL, 7], tokens.Keys.ToArray());
        Assert.Equal([0xABUL, ulong.MaxValue], words.Keys.ToArray());
        Assert.Equal([1, 2], words.Counts.ToArray());
        Assert.Equal(0, SparseCounts.ReadTokens(_folder.Write("none.tsv", "token\tcount\n")).Types);
    }

    [Theory]
    [InlineData("", 1, "found an empty file, expected the header 'token<TAB>count'")]
    [InlineData("hash\tcount\n", 1, "found 'hash\tcount', expected the header 'token<TAB>count'")]
    [InlineData("token\tcount\n5\t1\n6 1\n", 3, "found '6 1', expected a token id in decimal, a tab and a count")]
    [InlineData("token\tcount\n5\t1\n\n", 3, "found '', expected a token id in decimal, a tab and a count")]
    [InlineData("token\tcount\nx\t1\n", 2, "found 'x\t1', expected a token id in decimal, a tab and a count")]
    [InlineData("token\tcount\n-1\t1\n", 2, "found '-1\t1', expected a token id in decimal, a tab and a count")]
    [InlineData("token\tcount\n5\t0\n", 2, "found count '0', expected a whole number from 1 to 2147483647")]
    [InlineData("token\tcount\n5\t-4\n", 2, "found count '-4', expected a whole number from 1 to 2147483647")]
    [InlineData("token\tcount\n5\t1.5\n", 2, "found count '1.5', expected a whole number from 1 to 2147483647")]
    [InlineData("token\tcount\n5\t3000000000\n", 2, "found count '3000000000', expected a whole number from 1 to 2147483647")]
    [InlineData("token\tcount\n5\t1\n6\t2\n5\t1\n", 4, "found token '5' a second time, expected each once")]
    [InlineData("token\tcount\n5\t1\n48002\t2\n", 3, "found token 48002, expected an id below 48002, the rows of the model's token embedding: "
        + "the counts come from a tokenizer that does not fit this model")]
    [InlineData("token\tcount\n5\t2147483647\n6\t1\n", 3, "found counts that add up to 2147483648 so far, expected at most 2147483647")]
    public void ReadTokens_RefusesWithFileAndLine(string text, int line, string complaint)
    {
        string path = _folder.Write("deu_Latn.tsv", text);

        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => SparseCounts.ReadTokens(path, vocabulary: 48002));

        Assert.StartsWith($"{path}, line {line}: {complaint}", exception.Message);
    }

    [Fact]
    public void ReadWords_RefusesWithFileAndLine()
    {
        string path = _folder.Write("w.tsv", "hash\tcount\nxyz\t1\n");
        Assert.Equal($"{path}, line 2: found 'xyz\t1', expected a 64-bit hash in hexadecimal, a tab and a count.",
            Assert.Throws<InvalidDataException>(() => SparseCounts.ReadWords(path)).Message);

        string hostile = _folder.Write("h.tsv", new string('z', 100_000));
        Assert.InRange(Assert.Throws<InvalidDataException>(() => SparseCounts.ReadWords(hostile)).Message.Length, 1, 400);
    }
}
