namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>The ONNX Runtime that this process uses; it logs errors only and sends no telemetry.</summary>
public static class OrtEnvironment
{
    // Both live as long as the process: ONNX Runtime allows one environment, and sessions may outlive any scope of ours.
    static readonly Lazy<OrtEnvHandle> _env = new(OrtApi.CreateEnv);
    static readonly Lazy<OrtMemoryInfoHandle> _memory = new(OrtApi.CreateCpuMemoryInfo);

    /// <summary>The library's own version, such as "1.30.0".</summary>
    /// <exception cref="DllNotFoundException">No library is found, or the one found is too old.</exception>
    public static string Version => OrtLibrary.Instance.Version;

    /// <summary>The execution providers that the library has, such as "CPUExecutionProvider", best first.</summary>
    /// <exception cref="DllNotFoundException">No library is found, or the one found is too old.</exception>
    public static IReadOnlyList<string> Providers => OrtApi.AvailableProviders();

    internal static OrtEnvHandle Handle => _env.Value;

    internal static OrtMemoryInfoHandle Memory => _memory.Value;
}
