using TransferPredict.Training.FeatureTables;

namespace TransferPredict.MlNet.Data;

/// <summary>What a view of features shall have.</summary>
public sealed record FeatureViewOptions
{
    /// <summary>Folds that the column <see cref="ColumnNames.Fold"/> tells apart, 2 or more and no more than there are target languages; 0 for no such column.</summary>
    public int Folds { get; init; } = GroupFolds.DefaultFolds;

    /// <summary>Whether every feature is a float column of its own, too, under its own name.</summary>
    public bool ScalarColumns { get; init; }
}
