namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <content>Execution providers.</content>
static unsafe partial class OrtApi
{
    const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>The names of the execution providers that the library was built with, such as "CPUExecutionProvider".</summary>
    internal static string[] AvailableProviders()
    {
        byte** names = null;
        int count = 0;
        Check(((delegate* unmanaged<byte***, int*, nint>)F(OrtFunction.GetAvailableProviders))(&names, &count), "asking for its providers");
        try
        {
            string[] providers = new string[count];
            for (int i = 0; i < count; i++)
                providers[i] = OrtLibrary.Text(names[i]);
            return providers;
        }
        finally
        {
            Check(((delegate* unmanaged<byte**, int, nint>)F(OrtFunction.ReleaseAvailableProviders))(names, count), "freeing names");
        }
    }

    internal static void AppendCuda(OrtSessionOptionsHandle options)
    {
        string[] providers = AvailableProviders();
        if (!providers.Contains(CudaProvider))
            throw NoCuda($"it has {string.Join(" and ", providers)}, {CudaProvider} was expected");

        // Builds without a GPU name the provider too where its library would be one of its own.
        string[] libraries = CudaLibraries(NativeLibraries.Locate(NativeEngine.OnnxRuntime));
        if (!libraries.Any(File.Exists))
            throw NoCuda($"the library of {CudaProvider} was expected at '{string.Join("' or '", libraries)}'");

        _ = OrtEnvironment.Handle; // what keeps the provider's library from loading goes to its log, which without an environment is an error of its own
        nint created = 0;
        Check(((delegate* unmanaged<nint*, nint>)F(OrtFunction.CreateCUDAProviderOptions))(&created), "creating CUDA options");
        using var cuda = new OrtCudaOptionsHandle(created);
        using OrtHandle.Borrowed o = options.Borrow(), c = cuda.Borrow();
        try
        {
            Check(
                ((delegate* unmanaged<nint, nint, nint>)F(OrtFunction.SessionOptionsAppendExecutionProvider_CUDA_V2))(o.Address, c.Address),
                $"loading {CudaProvider}");
        }
        catch (OnnxRuntimeException exception)
        {
            throw NoCuda(string.Join(' ', exception.Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        }
    }

    /// <summary>Where the library that computes with CUDA can be: beside ONNX Runtime's own, or beside what that links to.</summary>
    static string[] CudaLibraries(string runtime)
    {
        string[] beside = [runtime, File.ResolveLinkTarget(runtime, returnFinalTarget: true)?.FullName ?? runtime];
        string file = OperatingSystem.IsWindows() ? "onnxruntime_providers_cuda.dll" : "libonnxruntime_providers_cuda.so";
        return [.. beside.Select(path => Path.Combine(Path.GetDirectoryName(path)!, file)).Distinct()];
    }

    static OnnxRuntimeException NoCuda(string reason) => new(OrtErrorCode.NotImplemented,
        $"ONNX Runtime {OrtLibrary.Instance.Version} at '{NativeLibraries.Locate(NativeEngine.OnnxRuntime)}' cannot compute with CUDA ({reason}). "
        + $"Build with -p:OnnxRuntimeGpu=true (docs/gpu.md), or let {NativeLibraries.VariableOf(NativeEngine.OnnxRuntime)} name the library of a GPU build "
        + "(onnxruntime-linux-x64-gpu or onnxruntime-win-x64-gpu of ONNX Runtime's releases, with onnxruntime_providers_cuda beside it), on a machine with "
        + "CUDA and cuDNN; or compute with the device cpu.");
}
