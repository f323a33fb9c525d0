namespace TransferPredict.Features.Tests;

public sealed class SideBySideTest
{
    [Fact]
    public void ResultsComeInTheOrderOfTheItems() =>
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * i), SideBySide.Select([.. Enumerable.Range(0, 200)], i => i * i));

    [Fact]
    public void OfSeveralErrorsTheFirstItemsIsThrown()
    {
        for (int round = 0; round < 20; round++)
        {
            InvalidDataException error = Assert.Throws<InvalidDataException>(() => SideBySide.Select<int, int>(
                [.. Enumerable.Range(0, 50)], i => i is 7 or 31 ? throw new InvalidDataException($"{i}") : i));
            Assert.Equal("7", error.Message);
        }
    }

    [Fact]
    public void AllWorkIsDone()
    {
        int done = 0;
        Assert.Throws<IOException>(() => SideBySide.Do(() => Interlocked.Add(ref done, 1), () => throw new IOException("no"), () => Interlocked.Add(ref done, 10)));
        Assert.Equal(11, done);
    }
}
