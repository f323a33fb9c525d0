using TransferPredict.Features.Tokenizers;

namespace TransferPredict.Features.Tests.Tokenizers;

public sealed class WordsTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    Tokenizer Open(SentencePieceFile file) => Tokenizer.Open(_folder.Write("spiece.model", file.ToBytes()));

    [Fact]
    public void EncodeWords_GivesEachTokenItsWord()
    {
        Tokenizer tokenizer = Open(SentencePieceFile.Of(SentencePieceFile.Unigram, ("▁", -4), ("▁new", -1), ("▁york", -1), ("er", -1), ("s", -2), ("!", -2)));

        TokenEncoding encoding = tokenizer.EncodeWords(["new", "yorkers", "!"]);

        Assert.Equal(["▁new", "▁york", "er", "s", "▁", "!"], encoding.Ids.Select(tokenizer.Piece));
        Assert.Equal("0 1 1 1 2 2", string.Join(" ", encoding.Words));
        Assert.Equal([0..3, 4..8, 8..10, 10..11, 11..12, 12..13], encoding.Places.ToArray());
        Assert.Equal(3, encoding.WordCount);
        Assert.Equal(tokenizer.EncodeIds("new yorkers !"), encoding.Ids);
    }

    [Fact]
    public void EncodeWords_KeepsWordsWithSpacesAndWithoutTokens()
    {
        Tokenizer tokenizer = Open(SentencePieceFile.Of(SentencePieceFile.Unigram, ("▁a", -1), ("b", -1), ("▁", -3)).Map(SentencePieceFile.MapOf(('x', ""))));
        TokenEncoding encoding = tokenizer.EncodeWords(["a b", "x", "a"]);
        Assert.Equal(["▁a", "▁", "b", "▁a"], encoding.Ids.Select(tokenizer.Piece));
        Assert.Equal([0, 0, 0, 2], encoding.Words.ToArray());

        TokenEncoding none = tokenizer.EncodeWords([]);
        Assert.Equal((0, 0, 0), (none.Ids.Length, none.Words.Length, none.WordCount));
    }

    [Fact]
    public void EncodeWords_GivesASpaceThatFollowsToTheWordBefore()
    {
        Tokenizer tokenizer = Open(SentencePieceFile.Of(SentencePieceFile.Unigram, ("▁", -1), ("a", -1), ("b", -1)).Trainer(24, 1));
        TokenEncoding encoding = tokenizer.EncodeWords(["ab", "b"]);
        Assert.Equal(["a", "b", "▁", "b", "▁"], encoding.Ids.Select(tokenizer.Piece));
        Assert.Equal("0 0 0 1 1", string.Join(" ", encoding.Words));
    }

    [Fact]
    public void Encode_TakesWhiteSpaceForTheEndOfAWord()
    {
        Tokenizer tokenizer = Open(SentencePieceFile.Of(SentencePieceFile.Unigram, ("▁", -3), ("▁a", -1), ("é", -1)));
        TokenEncoding encoding = tokenizer.Encode("  a\u00A0 aé \ud83d");
        Assert.Equal(3, encoding.WordCount);
        Assert.Equal(2, encoding.Words[^1]);
        Assert.Empty(tokenizer.EncodeIds(""));
        Assert.Equal(1, tokenizer.Encode(" \t ").WordCount);
    }

    [Fact]
    public void Encode_ByteTokensShareTheirCharactersPlace()
    {
        Tokenizer tokenizer = Open(SentencePieceFile.Of(SentencePieceFile.Unigram, ("▁", -1), ("a", -1)).BytePieces());
        TokenEncoding encoding = tokenizer.Encode("a 😀a");
        Assert.Equal(["▁", "a", "▁", "<0xF0>", "<0x9F>", "<0x98>", "<0x80>", "a"], encoding.Ids.Select(tokenizer.Piece));
        Assert.Equal([2..4, 2..4, 2..4, 2..4, 4..5], encoding.Places.Skip(3));
        Assert.Equal([0, 0, 1, 1, 1, 1, 1, 1], encoding.Words.ToArray());
    }

    [Fact]
    public void EncodeWords_OfAPipelineAgreesWithTheSentence()
    {
        var tokenizer = Tokenizer.Open(GoldenTokenizers.File("vocab.txt"));
        foreach (string sentence in GoldenTokenizers.Sentences)
        {
            string[] words = sentence.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            TokenEncoding encoding = tokenizer.EncodeWords(words);
            Assert.Equal(tokenizer.EncodeIds(string.Join(' ', words)), encoding.Ids);
            foreach ((int word, string text) in words.Index())
                Assert.Equal(tokenizer.EncodeIds(text), encoding.Ids.Where((_, i) => encoding.Words[i] == word));
        }
    }
}
