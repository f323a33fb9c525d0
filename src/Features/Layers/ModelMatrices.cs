using TransferPredict.Features.Layers.Files;
using TransferPredict.Features.Onnx;

namespace TransferPredict.Features.Layers;

/// <summary>
/// The matrices of a model file or folder, to be analysed one by one. Every matrix appears once, also where weights are tied
/// or shared; those that make queries, keys and values at once appear whole and in parts where the layout is known.
/// </summary>
public sealed class ModelMatrices : IDisposable
{
    ModelMatrices(IReadOnlyList<LayerMatrix> matrices, IReadOnlyList<SkippedMatrix> skipped) =>
        (Matrices, Skipped) = (matrices, skipped);

    /// <summary>
    /// The matrices, file after file, an ONNX file's in the order in which the model uses them, a state dict's by name.
    /// </summary>
    public IReadOnlyList<LayerMatrix> Matrices { get; }

    /// <summary>Weights that are no readable matrices, and files of the folder that are left out, with the reasons.</summary>
    public IReadOnlyList<SkippedMatrix> Skipped { get; }

    /// <summary>Opens a model. Of the values, only samples are read here, to know which matrices are stored twice.</summary>
    /// <param name="path">
    /// An .onnx, .safetensors, .safetensors.index.json or .npy file, or a folder with .onnx files or with safetensors.
    /// </param>
    /// <param name="allowLinks">Whether files that a file names may be symbolic links out of the folder.</param>
    /// <exception cref="FileNotFoundException">There is no such file or folder.</exception>
    /// <exception cref="MatrixFileException">The path is no model, or one of its files is damaged.</exception>
    /// <exception cref="OnnxModelException">An .onnx file, or a file that one names, is damaged or not allowed.</exception>
    public static ModelMatrices Open(string path, bool allowLinks = false)
    {
        List<SkippedMatrix> leftOut = [];
        List<FoundMatrices> found = [];
        if (Directory.Exists(path))
        {
            ModelFiles files = ModelFiles.In(path);
            leftOut.AddRange(files.LeftOut.Select(file => new SkippedMatrix(
                file.File, "", $"left out: {file.Instead} is read instead; name the file itself to analyse it")));
            found.AddRange(files.Chosen.Select(file => Find(Path.Combine(path, file), file, allowLinks)));
        }
        else if (File.Exists(path))
        {
            found.Add(Find(path, Path.GetFileName(path), allowLinks));
        }
        else
        {
            throw new FileNotFoundException($"'{path}' is not there; {Expected} was expected.", path);
        }
        return new ModelMatrices(
            [.. SharedMatrices.Merge(found.SelectMany(file => file.Matrices)).SelectMany(matrix => matrix.WithParts())],
            [.. leftOut, .. found.SelectMany(file => file.Skipped)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (IDisposable values in Matrices.Select(matrix => matrix.Values).OfType<IDisposable>())
            values.Dispose();
    }

    const string Expected = "an .onnx, .safetensors or .npy file, or a folder with one or several";

    static FoundMatrices Find(string path, string shown, bool allowLinks)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".onnx":
                return OnnxMatrices.Find(path, shown, allowLinks);
            case ".safetensors":
                return StateDictMatrices.Find([(SafetensorsFile.Open(path), shown)], ModelSettings.Read(folder));
            case ".json" when path.EndsWith(".safetensors.index.json", StringComparison.OrdinalIgnoreCase):
                return StateDictMatrices.Find(SafetensorsIndex.Open(path, allowLinks), ModelSettings.Read(folder));
            case ".npy":
                var matrix = new LayerMatrix
                {
                    LayerId = 0,
                    Name = Path.GetFileNameWithoutExtension(path),
                    OnnxName = "",
                    File = shown,
                    Values = NpyFile.Open(path),
                };
                return new FoundMatrices([new FoundMatrix(matrix, [], false)], []);
            default:
                throw new MatrixFileException(MatrixFileDefect.NotAModel, path, $"'{path}' is none of the files that are read; {Expected} was expected.");
        }
    }
}
