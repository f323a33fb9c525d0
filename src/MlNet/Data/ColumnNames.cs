namespace TransferPredict.MlNet.Data;

/// <summary>Names of the columns of a view of features.</summary>
public static class ColumnNames
{
    /// <summary>The features: a vector of float, one slot a feature, slot names as in the schema.</summary>
    public const string Features = "Features";

    /// <summary>The measured score: float, in [0, 1]; NaN where there is none.</summary>
    public const string Label = "Label";

    /// <summary>What a row counts in training: float, 0 or more.</summary>
    public const string Weight = "Weight";

    /// <summary>The task: a key.</summary>
    public const string Task = "Task";

    /// <summary>What the score measures: a key. Scores of two metrics never compare.</summary>
    public const string Metric = "Metric";

    /// <summary>The multilingual model: a key.</summary>
    public const string Model = "Model";

    /// <summary>The language a model is fine-tuned on: a key.</summary>
    public const string Source = "Source";

    /// <summary>The language it then serves: a key.</summary>
    public const string Target = "Target";

    /// <summary>The fold of the target language: float, a whole number from 0 to folds - 1. ML.NET takes it as sampling key.</summary>
    public const string Fold = "Fold";

    /// <summary>The predicted score: float, in [0, 1]; NaN where nothing is known of a pair.</summary>
    public const string Score = "Score";

    /// <summary>Lower end of a 90 % interval: float, in [0, 1].</summary>
    public const string Lower = "Lower";

    /// <summary>Upper end of a 90 % interval: float, in [0, 1].</summary>
    public const string Upper = "Upper";
}
