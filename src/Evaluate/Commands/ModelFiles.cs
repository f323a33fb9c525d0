using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Layers;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary>Model files named on the command line.</summary>
static class ModelFiles
{
    public static Argument<string> Argument(string name, string description)
    {
        Argument<string> argument = Completions.Models(new Argument<string>(name) { Description = description });
        argument.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
                result.AddError($"{name} is given an empty name; expected a file or folder.");
        });
        return argument;
    }

    /// <summary>Opens a file or folder, or a model of the repository by its name.</summary>
    public static ModelMatrices Open(string path, bool allowLinks) => ModelMatrices.Open(Folder(path), allowLinks);

    /// <summary>A path as it is, or the folder of a model of the repository.</summary>
    /// <exception cref="FileNotFoundException">It is a name, and there is neither.</exception>
    public static string Folder(string path)
    {
        if (Path.Exists(path))
            return path;
        ProjectRoot root = ProjectRoot.Find();
        if (Directory.Exists(root.Model(path)))
            return root.Model(path);
        if (path.AsSpan().ContainsAny('/', '\\', '.'))
            return path;
        string[] names = Directory.Exists(root.Models) ? [.. Directory.EnumerateDirectories(root.Models).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)] : [];
        throw new FileNotFoundException(
            $"'{path}' is neither a file or folder nor a model in {root.Models}; expected one of them, or a clone of the repository named with --data.{Spelling.Hint(path, names)}", path);
    }
}
