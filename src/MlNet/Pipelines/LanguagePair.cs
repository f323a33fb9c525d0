namespace TransferPredict.MlNet.Pipelines;

/// <summary>What a score is asked for: the input of a PredictionEngine. For models of one task and metric, those may be left empty.</summary>
public sealed class LanguagePair
{
    /// <summary>The task.</summary>
    public string Task { get; set; } = "";

    /// <summary>The metric.</summary>
    public string Metric { get; set; } = "";

    /// <summary>Name of the multilingual model.</summary>
    public string Model { get; set; } = "";

    /// <summary>Code of the language it is fine-tuned on.</summary>
    public string Source { get; set; } = "";

    /// <summary>Code of the language it then serves.</summary>
    public string Target { get; set; } = "";
}
