namespace TransferPredict.Features.Layers.Files;

/// <summary>
/// A file of matrices is damaged, hostile or none at all. The message says the file, the tensor or the place in it, what was
/// found and what was expected.
/// </summary>
public sealed class MatrixFileException : IOException
{
    internal MatrixFileException(MatrixFileDefect defect, string file, string message, Exception? inner = null) : base(message, inner) =>
        (Defect, FilePath) = (defect, file);

    /// <summary>What is wrong.</summary>
    public MatrixFileDefect Defect { get; }

    /// <summary>The file at fault.</summary>
    public string FilePath { get; }
}
