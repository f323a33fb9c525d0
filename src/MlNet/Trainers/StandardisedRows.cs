using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Predictor;

namespace TransferPredict.MlNet.Trainers;

/// <summary>What trees are grown on: the rows of a table with the learned features too, and scores in standard deviations from the mean of their setting.</summary>
/// <param name="table">The table.</param>
/// <param name="schema">What the columns of the matrix are.</param>
/// <param name="matrix">Features, row after row.</param>
/// <param name="scales">The scale of each setting.</param>
sealed class StandardisedRows(FeatureTable table, TableSchema schema, float[] matrix, SettingScales scales) : IFeatureRows
{
    public TableSchema Schema => schema;

    public IEnumerable<FeatureRow> Read() => table.Read().Select((row, i) => row with
    {
        Score = scales.Of(table.Rows.Groups[i].Setting).Standardise(row.Score),
        Features = matrix.AsMemory(i * schema.Names.Length, schema.Names.Length),
    });

    public string GroupOf(string language) => table.GroupOf(language);
}
