namespace TransferPredict.MlNet.Data;

/// <summary>A source and a target in a model: the key of rows in lookups and frames, in ordinal order of the three names.</summary>
/// <param name="Model">Name of the multilingual model.</param>
/// <param name="Source">Code of the language it is fine-tuned on.</param>
/// <param name="Target">Code of the language it then serves.</param>
public readonly record struct PairKey(string Model, string Source, string Target) : IComparable<PairKey>
{
    /// <inheritdoc/>
    public int CompareTo(PairKey other) =>
        string.CompareOrdinal(Model, other.Model) is not 0 and var model ? model
        : string.CompareOrdinal(Source, other.Source) is not 0 and var source ? source
        : string.CompareOrdinal(Target, other.Target);

    /// <summary>As messages name it.</summary>
    public override string ToString() => $"{Source} to {Target} with {Model}";
}
