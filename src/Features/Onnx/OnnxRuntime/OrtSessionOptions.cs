namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>How a session loads and runs its model.</summary>
public sealed record OrtSessionOptions
{
    /// <summary>Threads inside one operator; 0 = one a core.</summary>
    public int IntraOpThreads { get; init; }

    /// <summary>Threads across operators; 1 runs them one after another.</summary>
    public int InterOpThreads { get; init; } = 1;

    /// <summary>Where to compute.</summary>
    public OrtDevice Device { get; init; }

    /// <summary>How far the graph may be rewritten.</summary>
    public OrtGraphOptimization Optimization { get; init; } = OrtGraphOptimization.All;

    /// <summary>
    /// Whether freed memory is kept for the next run, up to the largest need so far. False costs a little time and gives
    /// memory back after every run, right for inputs of many sizes.
    /// </summary>
    public bool KeepMemory { get; init; } = true;

    /// <summary>Entries of ONNX Runtime's onnxruntime_session_options_config_keys.h.</summary>
    public IReadOnlyDictionary<string, string> ConfigEntries { get; init; } = new Dictionary<string, string>();

    internal OrtSessionOptionsHandle Create()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(IntraOpThreads);
        ArgumentOutOfRangeException.ThrowIfNegative(InterOpThreads);

        OrtSessionOptionsHandle handle = OrtApi.CreateSessionOptions();
        try
        {
            OrtApi.SetIntraOpThreads(handle, IntraOpThreads);
            OrtApi.SetInterOpThreads(handle, InterOpThreads);
            OrtApi.SetGraphOptimization(handle, (int)Optimization);
            if (!KeepMemory)
            {
                OrtApi.DisableMemoryPattern(handle);
                OrtApi.DisableCpuArena(handle);
            }
            foreach ((string key, string value) in ConfigEntries)
                OrtApi.AddConfigEntry(handle, key, value);
            if (Device == OrtDevice.Cuda)
                OrtApi.AppendCuda(handle);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }
}
