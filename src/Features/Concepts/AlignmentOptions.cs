namespace TransferPredict.Features.Concepts;

/// <summary>When <see cref="ConceptAlignment"/> calls a source concept aligned to a target concept. All thresholds must be exceeded, not only reached.</summary>
public sealed record AlignmentOptions
{
    /// <summary>Translations of a word that are looked at, best first: 1 or more.</summary>
    public int TopTranslations { get; init; } = 10;

    /// <summary>Share of the source concept's types that have a translation in the target concept, in [0, 1].</summary>
    public double MatchThreshold { get; init; } = 0.8;

    /// <summary>Types of the source concept divided by those of the target concept, 0 or more.</summary>
    public double SizeThreshold { get; init; } = 0.4;

    /// <summary>Types of the source concept, 0 or more.</summary>
    public int MinTypes { get; init; } = 5;
}
