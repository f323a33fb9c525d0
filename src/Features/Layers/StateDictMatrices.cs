using TransferPredict.Features.Layers.Files;
using TransferPredict.Features.Layers.Topology;
using TransferPredict.Features.Layers.Values;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Layers;

/// <summary>
/// The matrices of safetensors files, by WeightWatcher's rule for state dicts: names that end in ".weight", numbered from 1
/// in the order of their names, whatever their dimensions; all names where none ends so.
/// </summary>
static class StateDictMatrices
{
    const string Suffix = ".weight";

    /// <summary>Finds the matrices of one state dict, which may lie in several files.</summary>
    /// <param name="files">The files in order, each with what tables call it.</param>
    /// <param name="settings">What config.json beside them says of the model.</param>
    internal static FoundMatrices Find(IReadOnlyList<(SafetensorsFile File, string Shown)> files, ModelSettings settings)
    {
        List<FoundMatrix> matrices = [];
        List<SkippedMatrix> skipped = [];
        bool anyWeight = files.Any(file => file.File.Tensors.Any(tensor => IsWeight(tensor.Name)));
        int id = 0;
        foreach ((SafetensorsFile file, string shown) in files)
        {
            foreach (SafetensorsTensor tensor in file.Tensors)
            {
                bool counts = !anyWeight || IsWeight(tensor.Name);
                id += counts ? 1 : 0;
                if (ReasonToSkip(tensor, counts) is not { } reason)
                    matrices.Add(Matrix(file, shown, tensor, id, settings));
                else if (tensor.Shape.Count(dimension => dimension > 1) >= 2)
                    skipped.Add(new SkippedMatrix(shown, tensor.Name, reason));
            }
        }
        return new FoundMatrices(matrices, skipped);
    }

    static bool IsWeight(string name) => name.EndsWith(Suffix, StringComparison.Ordinal);

    static string? ReasonToSkip(SafetensorsTensor tensor, bool counts)
    {
        string shape = $"[{string.Join(", ", tensor.Shape)}]";
        return !counts ? $"its name does not end in {Suffix}"
            : tensor.Shape.Count != 2 ? $"its shape is {shape}, expected two dimensions"
            : tensor.Shape.Any(dimension => dimension is 0 or > int.MaxValue) ? $"its shape is {shape}, expected 1 to {int.MaxValue} each"
            : SafetensorsFile.ElementType(tensor.Type) == TensorElementType.Undefined ? $"its elements are {tensor.Type}, expected F64, F32, F16 or BF16"
            : null;
    }

    static FoundMatrix Matrix(SafetensorsFile file, string shown, SafetensorsTensor tensor, int id, ModelSettings settings)
    {
        string name = IsWeight(tensor.Name) && tensor.Name.Length > Suffix.Length ? tensor.Name[..^Suffix.Length] : tensor.Name;
        (int rows, int columns) = ((int)tensor.Shape[0], (int)tensor.Shape[1]);
        var matrix = new LayerMatrix
        {
            LayerId = id,
            Name = name,
            OnnxName = tensor.Name,
            File = shown,
            Role = NamedRoles.Of(name) ?? LayerRole.Other,
            LayerIndex = WeightNames.LayerOf(name),
            Values = new StoredValues(
                file.Stamp.Path, file.DataStart + (long)tensor.Begin, SafetensorsFile.ElementType(tensor.Type), rows, columns, file.Stamp.RequireUnchanged),
        };
        return NamedRoles.IsFused(name) ? FoundMatrix.Fused(matrix, Parts(name, rows, columns, settings)) : new FoundMatrix(matrix, [], false);
    }

    /// <summary>
    /// What a name tells of the layout: GPT-2's Conv1D has inputs as rows, all others outputs. query_key_value is by heads
    /// in BLOOM and GPT-NeoX and otherwise elsewhere, so the model must be known.
    /// </summary>
    static (IReadOnlyList<FusedPart>, bool)? Parts(string name, int rows, int columns, ModelSettings settings)
    {
        switch (NamedRoles.LastWord(name).ToLowerInvariant())
        {
            case "c_attn" when columns == 3 * (long)rows:
                return (FusedPart.OneAfterAnother(rows, rows, rows), false);
            case "c_attn" when columns == 2 * (long)rows:
                return (FusedPart.OneAfterAnother(rows, rows), false);
            case "qkv" or "wqkv" or "in_proj" or "in_proj_weight" when rows == 3 * (long)columns:
                return (FusedPart.OneAfterAnother(columns, columns, columns), true);
            case "query_key_value" when settings.IsSplitByHeads && rows == 3 * (long)columns && columns % settings.Heads == 0:
                return (FusedPart.ByHeads(settings.Heads, columns / settings.Heads), true);
            default:
                return null;
        }
    }
}
