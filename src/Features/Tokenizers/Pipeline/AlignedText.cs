using System.Text;

namespace TransferPredict.Features.Tokenizers.Pipeline;

/// <summary>Text under normalisation: code points, each with the part of the original text (in UTF-16 characters) it stands for.</summary>
/// <param name="start">Where in the original the text begins.</param>
sealed class AlignedText(int start = 0)
{
    readonly List<AlignedPoint> _points = [];

    /// <summary>Where in the original the text begins; for a slice, where its first code point comes from.</summary>
    internal int Start { get; } = start;

    internal int Count => _points.Count;

    internal AlignedPoint this[int index] => _points[index];

    internal IReadOnlyList<AlignedPoint> Points => _points;

    /// <summary>A text as it came; stray surrogates become U+FFFD.</summary>
    internal static AlignedText Of(string text)
    {
        var aligned = new AlignedText();
        int at = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            aligned.Add(rune.Value, at, at + rune.Utf16SequenceLength);
            at += rune.Utf16SequenceLength;
        }
        return aligned;
    }

    internal void Add(int point, int start, int end) => _points.Add(new AlignedPoint(point, start, end));

    internal void Add(AlignedPoint point) => _points.Add(point);

    internal void AddRange(AlignedText text, int start, int end)
    {
        for (int i = start; i < end; i++)
            _points.Add(text[i]);
    }

    /// <summary>Adds other text in place of the points of a range.</summary>
    internal void AddReplacement(AlignedText text, int start, int end, string replacement)
    {
        (int from, int to) = start < end ? (text[start].Start, text[end - 1].End)
            : start < text.Count ? (text[start].Start, text[start].Start)
            : text.Count > 0 ? (text[^1].End, text[^1].End) : (Start, Start);
        foreach (Rune rune in replacement.EnumerateRunes())
            Add(rune.Value, from, to);
    }

    internal AlignedText Slice(int start, int end)
    {
        var slice = new AlignedText(start < Count ? this[start].Start : Start);
        slice.AddRange(this, start, end);
        return slice;
    }

    /// <summary>A text without the points that are not wanted.</summary>
    internal AlignedText Where(Func<int, bool> wanted) => Select(p => wanted(p) ? p : null);

    /// <summary>A text with each point changed, or left out where the change is null.</summary>
    internal AlignedText Select(Func<int, int?> change)
    {
        var changed = new AlignedText(Start);
        foreach (AlignedPoint point in _points)
            if (change(point.Value) is { } value)
                changed.Add(point with { Value = value });
        return changed;
    }

    /// <summary>The next place of some code points; -1 where there is none.</summary>
    internal int IndexOf(IReadOnlyList<AlignedPoint> wanted, int from)
    {
        for (int at = from; at + wanted.Count <= Count; at++)
        {
            int i = 0;
            while (i < wanted.Count && _points[at + i].Value == wanted[i].Value)
                i++;
            if (i == wanted.Count)
                return at;
        }
        return -1;
    }

    public override string ToString()
    {
        var text = new StringBuilder(Count);
        foreach (AlignedPoint point in _points)
            text.Append(new Rune(point.Value).ToString());
        return text.ToString();
    }
}
