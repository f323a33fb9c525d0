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
        var argument = new Argument<string>(name) { Description = description };
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
    public static string Folder(string path) =>
        !Path.Exists(path) && ProjectRoot.Find().Model(path) is { } shipped && Directory.Exists(shipped) ? shipped : path;
}
