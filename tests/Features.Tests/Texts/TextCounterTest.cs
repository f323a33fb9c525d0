using System.Text;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Numerics;
using TransferPredict.Features.Texts;
using TransferPredict.Features.Tokenizers;
using TransferPredict.Tests;

namespace TransferPredict.Features.Tests.Texts;

public sealed class TextCounterTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The words are what lab/counts.py (Python 3.11) makes of the same lines.</summary>
    [Theory]
    [InlineData("ΟΔΥΣΣΕΥΣ είπε: ΣΑΣ Α.Σ. ΆΣ'Α", "οδυσσευς είπε σας α ς άσ α")]
    [InlineData("\u0130stanbul'da I\u015EIK \uFB01ne \u00BD x\u00B2", "i\u0307stanbul da i\u015Fik fine 1 2 x2")]
    [InlineData("สวัสดี ชาวโลก", "ส วั ส ดี ช า ว โ ล ก")]
    [InlineData("東京タワーへ、２０時", "東 京 タ ワ ー へ 20 時")]
    [InlineData("e\u0301cole \u01C4ungla \u02B0", "\u00E9cole d\u017Eungla h")]
    [InlineData("ភាសាខ្មែរ", "ភា សា ខ្ មែ រ")]
    [InlineData("မြန်မာ စာ", "မြ န် မာ စာ")]
    [InlineData("\u1E9E STRA\u1E9EE \u1C90\u1C91", "\u00DF stra\u00DFe \u10D0\u10D1")]
    [InlineData("한국어 \u1112\u1161\u11AB", "한국어 한")]
    [InlineData("\u13A3\u13CF\u13F2 \uAB63 \u2126 \u212A \u212B", "\uAB73\uAB9F\u13FA \uAB63 \u03C9 k \u00E5")]
    [InlineData("a\u0323\u0307 \u0387 a\u00B7b", "\u1EA1\u0307 a b")]
    [InlineData("...", "")]
    public void Hashes_AreThoseOfLabCounts(string sentence, string words) => Assert.Equal(
        words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => Fnv1a.Hash(Encoding.UTF8.GetBytes(word))), TextCounter.Hashes(sentence));

    [Fact]
    public void Count_CountsTokensWordsAndUnknown()
    {
        CountedText counted = Counter().Count("xyz_Latn", "mine", ["old dog", " ", "dog cat, dog"]);

        CorpusFacts facts = counted.Corpus.Facts!;
        Assert.Equal(new CorpusFacts("xyz_Latn", "mine", 2, 5, facts.Tokens, facts.Unknown, null), facts);
        Assert.Equal(["old dog", "dog cat, dog"], counted.Sentences.ToArray());
        Assert.Equal((3, 5L), (counted.Corpus.Words!.Types, counted.Corpus.Words.Total));
        Assert.Equal(3, counted.Corpus.Words.CountOf(Fnv1a.Hash("dog"u8)));
        Assert.Equal((6L, 2L), (facts.Tokens, facts.Unknown)); // cat and the comma
        Assert.Equal(facts.Tokens, counted.Corpus.Tokens.Total);
    }

    [Fact]
    public void Count_EndsWithTheSentenceThatReachesTheLimit()
    {
        int read = 0;
        CountedText counted = Counter().Count("xyz_Latn", "mine", Enumerable.Range(0, 9000).Select(_ =>
        {
            read++;
            return "old dog house";
        }));
        Assert.Equal((3334, 10_002L), (counted.Sentences.Length, counted.Corpus.Facts!.Words));
        Assert.InRange(read, 3334, 3335);
    }

    TextCounter Counter() => new(Tokenizer.Open(TinyModel.Write(_folder.In("model"), "prenorm")));
}
