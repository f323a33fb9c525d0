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
    /// <exception cref="FileNotFoundException">There is neither, but a model spelled nearly so.</exception>
    public static string Folder(string path)
    {
        if (Path.Exists(path))
            return path;
        ProjectRoot root = ProjectRoot.Find();
        if (Directory.Exists(root.Model(path)))
            return root.Model(path);
        return Spelling.Nearest(path, Completions.ModelNames(root)) is { } near
            ? throw new FileNotFoundException($"'{path}' is neither a file or folder nor a model in {root.Models}. Did you mean '{near}'?", path) : path;
    }
}
