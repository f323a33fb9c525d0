using TransferPredict.Features.Languages;
using TransferPredict.Features.Representations;
using TransferPredict.Features.Texts;
using TransferPredict.Features.Tokenizers;
using TransferPredict.Tests;

namespace TransferPredict.Features.Tests.Texts;

/// <summary>Words and tokens of sentences, with the shipped model's tokenizer.</summary>
public class SentenceEncoderTest
{
    const string Pieces = "models/mini-xlmr/sentencepiece.bpe.model";
    const string Counts = "data/counts/mini-xlmr/corpora.csv";

    static readonly ProjectRoot _root = ProjectRoot.Find();

    [FactIfShipped(Pieces)]
    public void Encode_EveryTokenHasTheWordItStandsIn()
    {
        Tokenizer tokenizer = Tokenizer.Open(_root.Model("mini-xlmr"));
        var encoder = new SentenceEncoder(tokenizer);

        EncodedText text = encoder.Encode("L'homme, dit-il: Wunderbarerweise 1999!");

        Assert.Equal("l homme dit il wunderbarerweise 1999", string.Join(" ", text.Words));
        Assert.Equal((0, 2), (text.Sentence.Tokens[0], text.Sentence.Tokens[^1])); // <s> … </s>
        Assert.Equal((EncodedSentence.NoWord, EncodedSentence.NoWord), (text.Sentence.Words[0], text.Sentence.Words[^1]));
        for (int word = 0; word < text.Words.Length; word++)
        {
            string pieces = string.Concat(Enumerable.Range(0, text.Sentence.Length).Where(i => text.Sentence.Words[i] == word).Select(i => tokenizer.Piece(text.Sentence.Tokens[i])));
            Assert.Equal(text.Words[word], pieces.Replace("▁", "").ToLowerInvariant());
        }
    }

    [FactIfShipped(Pieces)]
    public void Encode_TokensJoinCharactersThatNoBlankParts()
    {
        var encoder = new SentenceEncoder(Tokenizer.Open(_root.Model("mini-xlmr")));

        EncodedText text = encoder.Encode("我们在中国学习。");

        Assert.InRange(text.Words.Length, 2, 6); // seven characters
        Assert.Equal("我们在中国学习", string.Concat(text.Words));
        Assert.Contains("中国", text.Words);
        Assert.Equal(text.Words.Length, text.Sentence.Words.ToArray().Where(w => w >= 0).Distinct().Count());
    }

    [FactIfShipped(Pieces)]
    public void Encode_NothingIsNoWord()
    {
        var encoder = new SentenceEncoder(Tokenizer.Open(_root.Model("mini-xlmr")));
        foreach (string text in (string[])["", " ", "...!", "\u200b"])
        {
            EncodedText encoded = encoder.Encode(text);
            Assert.Empty(encoded.Words);
            Assert.All(encoded.Sentence.Words.ToArray(), word => Assert.Equal(EncodedSentence.NoWord, word));
        }
    }

    [FactIfShipped(Pieces, Counts)]
    public void Tokenizer_HasTheIdsOfTheShippedCounts()
    {
        // "of", "und", "не" are words of one piece; their ids are counted more often than almost any other of their language.
        Tokenizer tokenizer = Tokenizer.Open(_root.Model("mini-xlmr"));
        CorpusFolder corpora = CorpusFolder.Open(_root.Counts, "mini-xlmr");
        foreach ((string language, string word) in new[] { ("eng_Latn", "of"), ("deu_Latn", "und"), ("rus_Cyrl", "не") })
        {
            int id = Assert.Single(tokenizer.EncodeIds(word));
            SparseCounts counts = corpora.Read(language)!.Tokens;
            int rarer = counts.Counts.ToArray().Count(count => count < counts.CountOf((ulong)id));
            Assert.True(rarer > 0.99 * counts.Counts.Length, $"{word} is token {id}, counted {counts.CountOf((ulong)id)} times.");
        }
    }
}
