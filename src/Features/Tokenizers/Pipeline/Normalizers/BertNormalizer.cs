using TransferPredict.Features.Tokenizers.Unicode;

namespace TransferPredict.Features.Tokenizers.Pipeline.Normalizers;

/// <summary>BertNormalizer: cleans, sets Chinese characters apart, strips accents, lower-cases.</summary>
sealed class BertNormalizer : INormalizer
{
    static readonly FormNormalizer _decompose = new(compose: false, compatible: false);
    static readonly LowercaseNormalizer _lower = new();

    /// <summary>Whether control characters go and all white space becomes spaces.</summary>
    internal bool CleanText { get; init; } = true;

    /// <summary>Whether Chinese characters get spaces around them.</summary>
    internal bool HandleChineseChars { get; init; } = true;

    /// <summary>Whether accents go; null: if text is lower-cased.</summary>
    internal bool? StripAccents { get; init; }

    internal bool Lowercase { get; init; } = true;

    public AlignedText Apply(AlignedText text)
    {
        if (CleanText)
            text = text.Select(p => p is 0 or CodePoints.Replacement || CodePoints.IsControl(p) ? null : CodePoints.IsWhiteSpace(p) ? ' ' : p);
        if (HandleChineseChars && text.Points.Any(p => CodePoints.IsChinese(p.Value)))
            text = Spaced(text);
        if (StripAccents ?? Lowercase)
            text = _decompose.Apply(text).Where(p => !CodePoints.IsNonSpacingMark(p));
        return Lowercase ? _lower.Apply(text) : text;
    }

    static AlignedText Spaced(AlignedText text)
    {
        var spaced = new AlignedText(text.Start);
        foreach (AlignedPoint point in text.Points)
            if (CodePoints.IsChinese(point.Value))
            {
                spaced.Add(point with { Value = ' ' });
                spaced.Add(point);
                spaced.Add(point with { Value = ' ' });
            }
            else
                spaced.Add(point);
        return spaced;
    }
}
