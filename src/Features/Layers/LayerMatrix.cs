using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Layers;

/// <summary>One matrix of a model to analyse: where it comes from, what it does, and its values.</summary>
public sealed record LayerMatrix
{
    /// <summary>
    /// WeightWatcher's layer_id: the place of the initializer in an ONNX graph (constants of nodes come after them), of the
    /// ".weight" in a state dict (from 1); 0 for a .npy file. A part has that of its whole.
    /// </summary>
    public required int LayerId { get; init; }

    /// <summary>A readable name, unique in its file, such as "encoder.layer.3.attention.self.query".</summary>
    public required string Name { get; init; }

    /// <summary>The tensor's name in the file, such as "onnx::MatMul_1234"; empty for a .npy file.</summary>
    public required string OnnxName { get; init; }

    /// <summary>The file it was found in, relative to what was opened; "model.onnx", or "encoder_model.onnx" in a folder.</summary>
    public required string File { get; init; }

    /// <summary>What it does.</summary>
    public LayerRole Role { get; init; }

    /// <summary>The layer, from 0; null outside the layers.</summary>
    public int? LayerIndex { get; init; }

    /// <summary>What else must be known of it: "tied: also lm_head", "query part of ..."; empty otherwise.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether it is a part of a fused matrix that is analysed too.</summary>
    public bool IsPart { get; init; }

    /// <summary>The values. They can be read until the model is disposed.</summary>
    public required IMatrixValues Values { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} [{Values.Rows} x {Values.Columns}]";
}
