using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TransferPredict.Features;

namespace TransferPredict.Training.FeatureTables;

/// <summary>Which features the columns of a table are.</summary>
/// <param name="Names">Names of the features, in the order of columns.</param>
/// <param name="Hash">What tells these columns from all others: <see cref="FeatureSchema.Hash"/> where they are the schema's.</param>
public sealed record TableSchema(ImmutableArray<string> Names, string Hash)
{
    /// <summary>The columns of <see cref="FeatureSchema"/>.</summary>
    public static TableSchema Current { get; } = new(FeatureSchema.Names, FeatureSchema.Hash);

    /// <summary>The schema of some columns; of others than <see cref="FeatureSchema"/> has, the hash is of its hash and their names.</summary>
    public static TableSchema Of(ImmutableArray<string> names) => names.SequenceEqual(FeatureSchema.Names) ? Current
        : new(names, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(FeatureSchema.Hash + "\n" + string.Join('\n', names)))));
}
