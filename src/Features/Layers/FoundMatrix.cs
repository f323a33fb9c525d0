using TransferPredict.Features.Layers.Topology;
using TransferPredict.Features.Layers.Values;

namespace TransferPredict.Features.Layers;

/// <summary>A matrix of a file, before it is known what other files share with it.</summary>
/// <param name="Matrix">The matrix.</param>
/// <param name="Parts">What it is made of, where that is to be analysed too.</param>
/// <param name="OfRows">Whether the parts are rows of it.</param>
sealed record FoundMatrix(LayerMatrix Matrix, IReadOnlyList<FusedPart> Parts, bool OfRows)
{
    /// <summary>A matrix that makes queries, keys and values at once; it is not split when nothing tells which is where.</summary>
    internal static FoundMatrix Fused(LayerMatrix matrix, (IReadOnlyList<FusedPart> Parts, bool OfRows)? parts)
    {
        string note = parts == null ? "query, key and value in one; not split, as nothing tells which lines are whose"
            : $"{Listed(parts.Value.Parts)} in one";
        return new FoundMatrix(matrix with { Note = Joined(matrix.Note, note) }, parts?.Parts ?? [], parts?.OfRows ?? false);
    }

    /// <summary>The matrix, and then its parts.</summary>
    internal IEnumerable<LayerMatrix> WithParts() => Parts.Select(part => Matrix with
    {
        Name = $"{Matrix.Name}.{Word(part)}",
        Role = part.Role,
        Note = $"{Word(part)} part of {Matrix.Name}",
        IsPart = true,
        Values = new PartValues(Matrix.Values, part.Lines, OfRows),
    }).Prepend(Matrix);

    internal static string Joined(string note, string further) => note.Length == 0 ? further : further.Length == 0 ? note : $"{note}; {further}";

    static string Listed(IReadOnlyList<FusedPart> parts)
    {
        string[] words = [.. parts.Select(Word)];
        return $"{string.Join(", ", words[..^1])} and {words[^1]}";
    }

    static string Word(FusedPart part) => part.Side.ToString().ToLowerInvariant();
}
