using System.Collections.Immutable;

namespace TransferPredict.Features.Concepts;

/// <summary>COLAP: the concepts that several languages share.</summary>
/// <param name="Overlapping">Clusters of the overlapping concepts, ascending.</param>
/// <param name="Concepts">Concepts that hold a word of the languages compared.</param>
public sealed record ConceptOverlap(ImmutableArray<int> Overlapping, int Concepts)
{
    /// <summary>Overlapping concepts / concepts, in [0, 1]; null where there is no concept.</summary>
    public double? Score => Concepts == 0 ? null : (double)Overlapping.Length / Concepts;
}
