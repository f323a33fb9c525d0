namespace TransferPredict.Training.FeatureTables;

/// <summary>Rows of features, in memory or on disk.</summary>
public interface IFeatureRows
{
    /// <summary>What the features are.</summary>
    TableSchema Schema { get; }

    /// <summary>The rows in their order, from the first, each time it is called.</summary>
    IEnumerable<FeatureRow> Read();

    /// <summary>The group of a language in splits: its ISO 639-3 code.</summary>
    /// <param name="language">A code that a row names.</param>
    string GroupOf(string language);
}
