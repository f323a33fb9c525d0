using System.Text;

namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>
/// The calls with the signatures of onnxruntime_c_api.h, cut along its sections: here errors, the environment and
/// what all share. Every call that returns an <c>OrtStatus</c> goes through <see cref="Check"/>.
/// </summary>
static unsafe partial class OrtApi
{
    const int LogErrors = 3;

    /// <summary>Turns a failed status into an exception, and releases it in any case.</summary>
    /// <exception cref="OnnxRuntimeException"><paramref name="status"/> is not null.</exception>
    internal static void Check(nint status, string doing)
    {
        if (status == 0)
            return;

        OrtLibrary library = OrtLibrary.Instance;
        try
        {
            int code = ((delegate* unmanaged<nint, int>)library[OrtFunction.GetErrorCode])(status);
            string text = OrtLibrary.Text(((delegate* unmanaged<nint, byte*>)library[OrtFunction.GetErrorMessage])(status));
            throw new OnnxRuntimeException((OrtErrorCode)code, $"ONNX Runtime {library.Version} failed {doing}: {text}");
        }
        finally
        {
            ((delegate* unmanaged<nint, void>)library[OrtFunction.ReleaseStatus])(status);
        }
    }

    internal static OrtEnvHandle CreateEnv()
    {
        nint env = 0;
        fixed (byte* name = "TransferPredict\0"u8)
            Check(((delegate* unmanaged<int, byte*, nint*, nint>)F(OrtFunction.CreateEnv))(LogErrors, name, &env), "creating its environment");

        var handle = new OrtEnvHandle(env);
        Check(((delegate* unmanaged<nint, nint>)F(OrtFunction.DisableTelemetryEvents))(env), "switching its telemetry off");
        return handle;
    }

    static nint F(OrtFunction function) => OrtLibrary.Instance[function];

    /// <summary>The bytes of a C string, the zero at the end included.</summary>
    static byte[] Utf8(string text) =>
        text.Contains('\0') ? throw new ArgumentException("The text holds a zero character, where C strings end.", nameof(text))
        : Encoding.UTF8.GetBytes(text + '\0');

    /// <summary>The bytes of a path as <c>ORTCHAR_T</c>: UTF-16 on Windows, UTF-8 elsewhere.</summary>
    static byte[] PathBytes(string path) => OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Utf8(path);
}
