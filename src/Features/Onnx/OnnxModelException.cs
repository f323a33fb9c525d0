namespace TransferPredict.Features.Onnx;

/// <summary>
/// A model file is damaged, hostile, or lacks what is asked of it. The message says the file, the place in it or the
/// tensor, what was found and what was expected.
/// </summary>
public sealed class OnnxModelException : Exception
{
    internal OnnxModelException(OnnxDefect defect, string file, string message, Exception? inner = null) : base(message, inner) =>
        (Defect, FilePath) = (defect, file);

    /// <summary>What is wrong.</summary>
    public OnnxDefect Defect { get; }

    /// <summary>The file at fault.</summary>
    public string FilePath { get; }
}
