namespace TransferPredict.Features.Layers;

/// <summary>The matrices of two models, paired by name.</summary>
/// <param name="Pairs">Those with the same name, in the order of the tuned model.</param>
/// <param name="OnlyBase">Those that only the base model has.</param>
/// <param name="OnlyTuned">Those that only the tuned model has.</param>
public sealed record LayerPairs(
    IReadOnlyList<(LayerMatrix Base, LayerMatrix Tuned)> Pairs, IReadOnlyList<LayerMatrix> OnlyBase, IReadOnlyList<LayerMatrix> OnlyTuned)
{
    /// <summary>
    /// Pairs matrices: by file and name where both models have several files, else by name. A fine-tuned model carries its encoder
    /// under a prefix ("bert.encoder...", "roberta.encoder..."): where a whole name is not found, one that ends in the other is
    /// taken, if it is the only one. Parts of fused matrices are paired as matrices of their own.
    /// </summary>
    public static LayerPairs Match(IReadOnlyList<LayerMatrix> baseMatrices, IReadOnlyList<LayerMatrix> tunedMatrices)
    {
        bool byFile = HasSeveralFiles(baseMatrices) && HasSeveralFiles(tunedMatrices);
        ILookup<string, LayerMatrix> byName = baseMatrices.ToLookup(NameOf);
        HashSet<LayerMatrix> free = new(baseMatrices, ReferenceEqualityComparer.Instance);
        var found = new LayerMatrix?[tunedMatrices.Count];
        for (int i = 0; i < found.Length; i++)
            found[i] = Take(byName[NameOf(tunedMatrices[i])].Where(free.Contains).Take(1));
        for (int i = 0; i < found.Length; i++)
            found[i] ??= Take(free.Where(matrix => SharesEnd(NameOf(matrix), NameOf(tunedMatrices[i]))).Take(2));

        return new LayerPairs(
            [.. tunedMatrices.Zip(found).Where(pair => pair.Second is not null).Select(pair => (pair.Second!, pair.First))],
            [.. baseMatrices.Where(free.Contains)],
            [.. tunedMatrices.Where((_, i) => found[i] is null)]);

        string NameOf(LayerMatrix matrix) => byFile ? $"{matrix.File}/{matrix.Name}" : matrix.Name;

        LayerMatrix? Take(IEnumerable<LayerMatrix> candidates)
        {
            if (candidates.ToArray() is not [LayerMatrix only])
                return null;
            free.Remove(only);
            return only;
        }
    }

    static bool HasSeveralFiles(IReadOnlyList<LayerMatrix> matrices) => matrices.Select(matrix => matrix.File).Distinct().Skip(1).Any();

    static bool SharesEnd(string a, string b) =>
        a.EndsWith("." + b, StringComparison.Ordinal) || b.EndsWith("." + a, StringComparison.Ordinal);
}
