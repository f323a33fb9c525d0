namespace TransferPredict.Features.Onnx;

/// <summary>How a model file is opened.</summary>
public readonly record struct OnnxModelOptions
{
    /// <summary>
    /// Whether external data may be a symbolic link out of the model's folder, as in model caches that link to their blobs.
    /// False unless set: a model from elsewhere could name any file of the machine.
    /// </summary>
    public bool AllowLinks { get; init; }
}
