using System.Text;

namespace TransferPredict.Features.Tests.Tokenizers;

/// <summary>The plain twins of the segmenters: strings, every pair and every path looked at again and again.</summary>
static class PlainSegmentation
{
    /// <summary>Unigram as SentencePiece sums it: paths in 32 bits, compared in 64. Tokens as text; unknown characters one by one.</summary>
    internal static List<string> Unigram(string text, IReadOnlyDictionary<string, float> scores)
    {
        float unknown = scores.Values.Min() - 10;
        var best = new (float Score, int Start)?[text.Length + 1];
        best[0] = (0, 0);
        for (int start = 0; start < text.Length; start++)
            for (int end = start + 1; end <= text.Length; end++)
            {
                bool known = scores.TryGetValue(text[start..end], out float score);
                if (!known && end > start + 1)
                    continue;
                double sum = known ? (double)score + best[start]!.Value.Score : unknown + best[start]!.Value.Score;
                if (best[end] is not { } other || sum > other.Score)
                    best[end] = ((float)sum, start);
            }
        var tokens = new List<string>();
        for (int end = text.Length; end > 0; end = best[end]!.Value.Start)
            tokens.Insert(0, text[best[end]!.Value.Start..end]);
        return tokens;
    }

    /// <summary>Byte-pair encoding as SentencePiece merges: the best-scored pair of neighbours, of equal ones the leftmost, until none is a piece.</summary>
    internal static List<string> BytePairs(string text, IReadOnlyDictionary<string, float> scores)
    {
        List<string> symbols = [.. text.EnumerateRunes().Select(r => r.ToString())];
        while (true)
        {
            int best = -1;
            for (int i = 0; i + 1 < symbols.Count; i++)
                if (scores.TryGetValue(symbols[i] + symbols[i + 1], out float score) && (best < 0 || score > scores[symbols[best] + symbols[best + 1]]))
                    best = i;
            if (best < 0)
                return symbols;
            symbols[best] += symbols[best + 1];
            symbols.RemoveAt(best + 1);
        }
    }

    /// <summary>Byte-pair encoding by a list of merges.</summary>
    internal static List<string> Ranked(string text, IReadOnlyList<(string Left, string Right)> merges)
    {
        List<string> symbols = [.. text.EnumerateRunes().Select(r => r.ToString())];
        while (true)
        {
            (int Rank, int At) best = (int.MaxValue, -1);
            for (int i = 0; i + 1 < symbols.Count; i++)
                for (int rank = 0; rank < merges.Count && rank < best.Rank; rank++)
                    if (merges[rank] == (symbols[i], symbols[i + 1]))
                        best = (rank, i);
            if (best.At < 0)
                return symbols;
            symbols[best.At] += symbols[best.At + 1];
            symbols.RemoveAt(best.At + 1);
        }
    }

    /// <summary>Random text over some characters.</summary>
    internal static string Random(Random random, string alphabet, int longest)
    {
        var text = new StringBuilder();
        for (int i = random.Next(longest + 1); i > 0; i--)
            text.Append(alphabet[random.Next(alphabet.Length)]);
        return text.ToString();
    }
}
