namespace TransferPredict.Evaluate.Report;

/// <summary>What figures are of.</summary>
enum FiguresKind
{
    /// <summary>The predictor.</summary>
    Predictor,

    /// <summary>The predictor, trained without families of features.</summary>
    Ablated,

    /// <summary>A simple way to predict.</summary>
    Baseline,

    /// <summary>The source that is nearest by one feature.</summary>
    SingleFeature,

    /// <summary>A second run of the same fine-tuning, or the predictor on the pairs that have one: they compare with each other alone.</summary>
    Ceiling,

    /// <summary>What a family of features adds.</summary>
    Family,
}
