using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.OnnxRuntime;

namespace TransferPredict.Features.Representations.States;

/// <summary>How a model is run for its hidden states.</summary>
public sealed record HiddenStateOptions
{
    /// <summary>Where the model is computed.</summary>
    public OrtDevice Device { get; init; }

    /// <summary>Threads inside ONNX Runtime; 0 = one a core. Results do not depend on it.</summary>
    public int Threads { get; init; }

    /// <summary>The most tokens of a sentence that are read; the model's own limit holds where it is smaller.</summary>
    public int MaxTokens { get; init; } = 512;

    /// <summary>How model files are opened.</summary>
    public OnnxModelOptions Files { get; init; }

    internal OrtSessionOptions ToSession(string folder) => new()
    {
        Device = Device,
        IntraOpThreads = Threads,
        ConfigEntries = new Dictionary<string, string> { ["session.model_external_initializers_file_folder_path"] = folder },
    };
}
