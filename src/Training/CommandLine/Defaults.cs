namespace TransferPredict.Training.CommandLine;

/// <summary>What commands take when nothing is said.</summary>
public static class Defaults
{
    /// <summary>The model that the repository ships.</summary>
    public const string Model = "mini-xlmr";

    /// <summary>The task its scores are of.</summary>
    public const string Task = "pos";

    /// <summary>What they measure.</summary>
    public const string Metric = "accuracy";
}
