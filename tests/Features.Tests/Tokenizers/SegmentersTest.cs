using System.Text.Json;
using TransferPredict.Features.Tokenizers;

namespace TransferPredict.Features.Tests.Tokenizers;

/// <summary>The fast segmenters against their plain twins, on small alphabets where scores are often equal.</summary>
public sealed class SegmentersTest : IDisposable
{
    const string Alphabet = "abcé▁";

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Unigram_IsThePlainTwin(int seed)
    {
        var random = new Random(seed);
        Dictionary<string, float> scores = Pieces(random);
        Tokenizer tokenizer = Open(SentencePieceFile.Unigram, scores);
        Check(random, tokenizer, text => PlainSegmentation.Unigram(text, scores));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void BytePairs_AreThePlainTwin(int seed)
    {
        var random = new Random(seed);
        Dictionary<string, float> scores = Pieces(random);
        Tokenizer tokenizer = Open(SentencePieceFile.Bpe, scores);
        Check(random, tokenizer, text => PlainSegmentation.BytePairs(text, scores));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void RankedMerges_AreThePlainTwin(int seed)
    {
        var random = new Random(seed);
        List<string> pieces = [.. Alphabet.Select(c => c.ToString())];
        var merges = new List<(string, string)>();
        while (merges.Count < 30)
            if ((pieces[random.Next(pieces.Count)], pieces[random.Next(pieces.Count)]) is var merge && !merges.Contains(merge))
            {
                merges.Add(merge);
                if (!pieces.Contains(merge.Item1 + merge.Item2))
                    pieces.Add(merge.Item1 + merge.Item2);
            }
        var tokenizer = Tokenizer.Open(_folder.Write("tokenizer.json", JsonSerializer.Serialize(new
        {
            model = new
            {
                type = "BPE",
                vocab = pieces.Index().ToDictionary(p => p.Item, p => p.Index),
                merges = merges.Select(m => new[] { m.Item1, m.Item2 }),
            },
        })));
        Check(random, tokenizer, text => PlainSegmentation.Ranked(text, merges));
    }

    static Dictionary<string, float> Pieces(Random random)
    {
        var scores = new Dictionary<string, float> { ["a"] = -2, ["b"] = -2.5f };
        while (scores.Count < 40)
            if (PlainSegmentation.Random(random, Alphabet, 5) is { Length: > 0 } piece)
                scores.TryAdd(piece, -random.Next(1, 9) * 0.7f);
        return scores;
    }

    Tokenizer Open(int type, Dictionary<string, float> scores)
    {
        // Nothing but the segmentation: text stays as it is.
        SentencePieceFile file = SentencePieceFile.Of(type, [.. scores.Select(s => (s.Key, s.Value))]).Normalizer(3, false).Normalizer(4, false).Normalizer(5, false);
        return Tokenizer.Open(_folder.Write("spiece.model", file.ToBytes()));
    }

    static void Check(Random random, Tokenizer tokenizer, Func<string, List<string>> twin)
    {
        for (int i = 0; i < 300; i++)
        {
            string text = PlainSegmentation.Random(random, Alphabet, 40);
            var expected = new List<int>();
            foreach (string piece in twin(text))
                if (tokenizer.Find(piece) is { } id)
                    expected.Add(id);
                else if (expected.Count == 0 || expected[^1] != tokenizer.UnknownId)
                    expected.Add(tokenizer.UnknownId!.Value); // Unknown characters side by side are one token.
            Assert.Equal(expected, tokenizer.EncodeIds(text));
        }
    }
}
