namespace TransferPredict.Features.Concepts;

/// <summary>A source concept that is aligned to a target concept.</summary>
/// <param name="Source">Cluster of the source.</param>
/// <param name="Target">Cluster of the target.</param>
/// <param name="Matches">Types of the source concept with a translation in the target concept.</param>
/// <param name="SourceTypes">Different words of the source concept.</param>
/// <param name="TargetTypes">Different words of the target concept.</param>
public readonly record struct AlignedConcept(int Source, int Target, int Matches, int SourceTypes, int TargetTypes);
