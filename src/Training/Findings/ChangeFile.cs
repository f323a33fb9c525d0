using TransferPredict.Features;

namespace TransferPredict.Training.Findings;

/// <summary>Files of data/changes: what lab/changes.py measured before and after fine-tuning.</summary>
public static class ChangeFile
{
    /// <summary>The folder.</summary>
    public static string Folder(ProjectRoot root) => Path.Combine(root.Data, "changes");

    /// <summary>Files of one kind, in ordinal order.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="ending">What their names end with.</param>
    public static IEnumerable<string> All(ProjectRoot root, string ending) => Directory.Exists(Folder(root))
        ? Directory.EnumerateFiles(Folder(root), "*" + ending).Order(StringComparer.Ordinal) : [];

    internal static (string Task, string Model) NameOf(string path, string ending)
    {
        string name = Path.GetFileName(path), bare = name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length] : "";
        int dot = bare.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && dot < bare.Length - 1 ? (bare[..dot], bare[(dot + 1)..])
            : throw new InvalidDataException($"{path}: found a file of this name, expected <task>.<model>{ending}.");
    }
}
