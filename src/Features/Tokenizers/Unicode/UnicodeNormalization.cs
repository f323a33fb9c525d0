using TransferPredict.Features.Tokenizers.Pipeline;

namespace TransferPredict.Features.Tokenizers.Unicode;

/// <summary>Unicode's normalisation forms (UAX 15).</summary>
static class UnicodeNormalization
{
    const int HangulFirst = 0xAC00, HangulCount = 11172;
    const int LeadFirst = 0x1100, LeadCount = 19;
    const int VowelFirst = 0x1161, VowelCount = 21;
    const int TailFirst = 0x11A7, TailCount = 28;

    /// <summary>NFD, or NFKD where compatible.</summary>
    internal static AlignedText Decompose(AlignedText text, bool compatible)
    {
        if (IsAscii(text))
            return text;
        var points = new List<AlignedPoint>(text.Count);
        foreach (AlignedPoint point in text.Points)
            if (point.Value - HangulFirst is >= 0 and < HangulCount and var syllable)
            {
                points.Add(point with { Value = LeadFirst + (syllable / (VowelCount * TailCount)) });
                points.Add(point with { Value = VowelFirst + (syllable / TailCount % VowelCount) });
                if (syllable % TailCount is > 0 and var tail)
                    points.Add(point with { Value = TailFirst + tail });
            }
            else if (UnicodeData.Decomposition(point.Value, compatible) is { } parts)
                points.AddRange(parts.Select(p => point with { Value = p }));
            else
                points.Add(point);

        Reorder(points);
        var decomposed = new AlignedText(text.Start);
        points.ForEach(decomposed.Add);
        return decomposed;
    }

    /// <summary>NFC, or NFKC where compatible.</summary>
    internal static AlignedText Compose(AlignedText text, bool compatible)
    {
        if (IsAscii(text))
            return text;
        List<AlignedPoint> points = [.. Decompose(text, compatible).Points];
        int starter = -1, count = 0, lastClass = 0;
        foreach (AlignedPoint point in points.ToArray())
        {
            int combiningClass = UnicodeData.CombiningClass(point.Value);
            bool blocked = count - starter > 1 && lastClass >= combiningClass;
            if (starter >= 0 && !blocked && Composed(points[starter].Value, point.Value) is { } composed)
            {
                points[starter] = new AlignedPoint(composed, points[starter].Start, Math.Max(points[starter].End, point.End));
                continue;
            }
            if (combiningClass == 0)
                starter = count;
            lastClass = combiningClass;
            points[count++] = point;
        }

        var result = new AlignedText(text.Start);
        points[..count].ForEach(result.Add);
        return result;
    }

    static bool IsAscii(AlignedText text) => text.Points.All(p => p.Value < 0x80);

    /// <summary>Sorts each run of marks by combining class, leaving those of one class in their order.</summary>
    static void Reorder(List<AlignedPoint> points)
    {
        for (int start = 0, end; start < points.Count; start = end + 1)
        {
            for (end = start; end < points.Count && UnicodeData.CombiningClass(points[end].Value) > 0;)
                end++;
            if (end - start > 1)
            {
                AlignedPoint[] sorted = [.. points[start..end].OrderBy(p => UnicodeData.CombiningClass(p.Value))];
                for (int i = start; i < end; i++)
                    points[i] = sorted[i - start];
            }
        }
    }

    static int? Composed(int first, int second)
    {
        if (first - LeadFirst is >= 0 and < LeadCount and var lead && second - VowelFirst is >= 0 and < VowelCount and var vowel)
            return HangulFirst + (((lead * VowelCount) + vowel) * TailCount);
        if (first - HangulFirst is >= 0 and < HangulCount and var syllable && syllable % TailCount == 0 && second - TailFirst is > 0 and < TailCount and var tail)
            return first + tail;
        return UnicodeData.Composed(first, second);
    }
}
