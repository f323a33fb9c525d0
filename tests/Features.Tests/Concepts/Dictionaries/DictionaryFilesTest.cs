using TransferPredict.Features.Concepts.Dictionaries;

namespace TransferPredict.Features.Tests.Concepts.Dictionaries;

public sealed class DictionaryFilesTest : IDisposable
{
    readonly TempFolder _folder = new();

    [Fact]
    public void Probability_KeepsTheOrderOfTheFile()
    {
        string file = _folder.Write("d.txt", "b -> y: Probability = 0.2000, Count = 4\nb -> x: z: Probability = 0.5000, Count = 40\n\n a ->  w : Probability = 1, Count = 0\n");
        TranslationDictionary dictionary = ProbabilityDictionaryFile.Read(file);
        Assert.Equal([new Translation("y", 0.2, 4), new("x: z", 0.5, 40)], dictionary["b"].AsEnumerable());
        Assert.Equal([new Translation("w", 1, 0)], dictionary["a"].AsEnumerable());
    }

    [Fact]
    public void Probability_ReadsBackWhatItWrites()
    {
        TranslationDictionary dictionary = TranslationDictionary.FromCounts([("l", "x", 3), ("l", "y", 1), ("вода", "wasser", 7)]);
        ProbabilityDictionaryFile.Write(_folder.In("d.txt"), dictionary);
        Assert.Equal("l -> x: Probability = 0.7500, Count = 3\nl -> y: Probability = 0.2500, Count = 1\nвода -> wasser: Probability = 1.0000, Count = 7\n", File.ReadAllText(_folder.In("d.txt")));
        TranslationDictionary read = ProbabilityDictionaryFile.Read(_folder.In("d.txt"));
        Assert.All(dictionary.Words, word => Assert.Equal(dictionary[word].AsEnumerable(), read[word]));
    }

    [Theory]
    [InlineData("a x: Probability = 0.5, Count = 1")]
    [InlineData("a -> x: Probability = 1.5, Count = 1")]
    [InlineData("a -> x: Probability = NaN, Count = 1")]
    [InlineData("a -> x: Probability = 0.5, Count = -1")]
    [InlineData("a -> x: Probability = 0.5")]
    [InlineData("a -> x, Count = 1")]
    [InlineData(" -> x: Probability = 0.5, Count = 1")]
    [InlineData("a -> : Probability = 0.5, Count = 1")]
    [InlineData(": Probability = 0.5, Count = 1 a -> x")]
    public void Probability_NamesFileAndLineOfADefect(string line)
    {
        string file = _folder.Write("d.txt", "b -> y: Probability = 0.2, Count = 4\n" + line);
        Assert.StartsWith($"{file}, line 2: found '{line}', expected 'source -> target: Probability = p, Count = n'",
            Assert.Throws<InvalidDataException>(() => ProbabilityDictionaryFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cat\tKatze\ncat\tKater\ndog\tHund\ncat\tKatze\n")]
    [InlineData("cat Katze\ncat Kater\n\ndog  Hund\n")]
    public void Muse_AllTranslationsAlike(string text)
    {
        TranslationDictionary dictionary = MuseDictionaryFile.Read(_folder.Write("m.txt", text));
        Assert.Equal([new Translation("Katze", 0.5, 1), new("Kater", 0.5, 1)], dictionary["cat"].AsEnumerable());
        Assert.Equal([new Translation("Hund", 1, 1)], dictionary["dog"].AsEnumerable());
    }

    [Theory]
    [InlineData("cat")]
    [InlineData("ice cream Eis")]
    [InlineData("cat\t")]
    [InlineData("cat\tKatze\tKater")]
    public void Muse_NamesFileAndLineOfADefect(string line)
    {
        string file = _folder.Write("m.txt", "dog Hund\n" + line);
        Assert.StartsWith($"{file}, line 2: found", Assert.Throws<InvalidDataException>(() => MuseDictionaryFile.Read(file)).Message, StringComparison.Ordinal);
        Assert.Equal("Eis", MuseDictionaryFile.Read(_folder.Write("tab.txt", "ice cream\tEis"))["ice cream"].Single().Word);
    }

    [Fact]
    public void Pharaoh_CountsLinks()
    {
        var pairs = ParallelText.ReadJoined(_folder.Write("t.txt", "the house ||| das Haus\nthe dog ||| der Hund\n ||| nichts\n"));
        var links = ParallelText.ReadAlignments(_folder.Write("a.txt", "0-0 1-1\n1-1 0-0\n\n"), pairs);
        TranslationDictionary dictionary = ParallelText.Dictionary(pairs, links);
        Assert.Equal([new Translation("das", 0.5, 1), new("der", 0.5, 1)], dictionary["the"].AsEnumerable());
        Assert.Equal("Hund", dictionary["dog"].Single().Word);
        Assert.Equal(3, dictionary.Count);
    }

    [Theory]
    [InlineData("0-0\n", "line 2: found the end of the file, expected 2 lines")]
    [InlineData("0-0\n0-0\n0-0\n", "line 3: found another line, expected the end of the file after 2 lines")]
    [InlineData("0-0\n0-2\n", "line 2: found '0-2', expected i-j with i below 1 and j below 2")]
    [InlineData("0-0\n0p0\n", "line 2: found '0p0'")]
    [InlineData("0-0\n-1-0\n", "line 2: found '-1-0'")]
    public void Pharaoh_NamesFileAndLineOfADefect(string alignment, string message)
    {
        var pairs = ParallelText.Read(_folder.Write("s.txt", "a b\nc\n"), _folder.Write("t.txt", "x\ny z\n"), ParallelText.Tokens);
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => ParallelText.ReadAlignments(_folder.Write("a.txt", alignment), pairs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ParallelText_SaysWhatIsWrong()
    {
        string three = _folder.Write("3.txt", "a\nb\nc\n"), two = _folder.Write("2.txt", "x\ny\n");
        Assert.Equal($"{two}: found 2 lines, expected 3, as many as {three} has.", Assert.Throws<InvalidDataException>(() => ParallelText.Read(three, two, WordSegmenter.Words)).Message);
        Assert.Contains("line 1: found 'a', expected 'source ||| target'", Assert.Throws<InvalidDataException>(() => ParallelText.ReadJoined(three)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}
