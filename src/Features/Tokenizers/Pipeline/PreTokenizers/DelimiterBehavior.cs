namespace TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;

/// <summary>What becomes of the delimiters that text is cut at.</summary>
enum DelimiterBehavior
{
    /// <summary>They go.</summary>
    Removed,
    /// <summary>Each is a part of its own.</summary>
    Isolated,
    /// <summary>A delimiter ends the part before it.</summary>
    MergedWithPrevious,
    /// <summary>A delimiter begins the part after it.</summary>
    MergedWithNext,
    /// <summary>Delimiters side by side are one part.</summary>
    Contiguous,
}
