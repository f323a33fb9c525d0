namespace TransferPredict.Features.Tests;

/// <summary>
/// A test on files that the repository ships and that are made by long work of their own; where a file is not there, the test is
/// skipped and says which.
/// </summary>
sealed class FactIfShippedAttribute : FactAttribute
{
    internal const string Model = "models/mini-xlmr/model.onnx";
    internal const string Counts = "data/counts/mini-xlmr/corpora.csv";

    /// <param name="files">Paths from the repository's root.</param>
    public FactIfShippedAttribute(params string[] files)
    {
        string root = ProjectRoot.Find().Folder;
        if (files.FirstOrDefault(file => !File.Exists(Path.Combine(root, file))) is { } missing)
            Skip = $"{missing} is not in this clone.";
    }
}
