using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// Finds a BLAS and LAPACK library: the file that <see cref="Variable"/> names, else OpenBLAS where the system finds it, else
/// Accelerate on macOS. The libraries bring their own threads; each call here is to use one, as the callers run several at once.
/// </summary>
static unsafe partial class LapackLibrary
{
    /// <summary>The environment variable that names a library file; "none" asks for the managed kernels.</summary>
    internal const string Variable = "TRANSFERPREDICT_LAPACK";

    const string CoreType = "OPENBLAS_CORETYPE";
    const string ThreadCount = "OPENBLAS_NUM_THREADS";

    static readonly Lazy<IDecompositionKernels> _best = new(() => Find(Environment.GetEnvironmentVariable(Variable)));

    /// <summary>The best kernels on this machine, found at the first call.</summary>
    /// <exception cref="DllNotFoundException">The environment variable names a file that is no such library.</exception>
    internal static IDecompositionKernels Best => _best.Value;

    /// <summary>The kernels of the file named, or of an installed library, else the managed ones.</summary>
    internal static IDecompositionKernels Find(string? named)
    {
        if (named == "none")
            return ManagedKernels.Instance;
        SetEnvironment();
        return string.IsNullOrEmpty(named) ? Installed() ?? (IDecompositionKernels)ManagedKernels.Instance : Load(named);
    }

    /// <summary>The kernels of an installed library, or null.</summary>
    static LapackKernels? Installed()
    {
        string[] candidates = OperatingSystem.IsWindows() ? ["libopenblas.dll"]
            : OperatingSystem.IsMacOS() ? ["libopenblas.dylib", "/System/Library/Frameworks/Accelerate.framework/Accelerate"]
            : ["libopenblas.so.0", "libopenblas.so"];
        foreach (string candidate in candidates)
        {
            if (NativeLibrary.TryLoad(candidate, out nint library) && Bind(library, candidate, out _) is { } kernels)
                return kernels;
        }
        return null;
    }

    static LapackKernels Load(string path)
    {
        if (!File.Exists(path))
        {
            throw new DllNotFoundException(
                $"{Variable} names '{path}', which is not a file. Let it name a BLAS and LAPACK library, such as libopenblas.so.0, or "
                + "'none' for the managed kernels, or unset it.");
        }
        nint library;
        try
        {
            library = NativeLibrary.Load(Path.GetFullPath(path));
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"{Variable} names '{path}', which cannot be loaded: {exception.Message} "
                + $"Let it name a {RuntimeInformation.RuntimeIdentifier} build of a BLAS and LAPACK library.", exception);
        }
        return Bind(library, path, out string? missing) ?? throw new DllNotFoundException(
            $"{Variable} names '{path}', which has no {missing}; a BLAS and LAPACK library with Fortran symbols was expected.");
    }

    static LapackKernels? Bind(nint library, string name, out string? missing)
    {
        if (NativeLibrary.TryGetExport(library, "openblas_set_num_threads", out nint setThreads))
            ((delegate* unmanaged<int, void>)setThreads)(1);
        if (NativeLibrary.TryGetExport(library, "openblas_get_config", out nint config))
            name = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)config)()) ?? name;
        return LapackKernels.Bind(library, name.Trim(), out missing);
    }

    // OpenBLAS reads its settings from C's environment, which .NET's own does not reach on Unix. Older builds take newer
    // processors for a Prescott, with kernels five to ten times slower than the instruction sets allow.
    static void SetEnvironment()
    {
        string? core = !X86Base.X64.IsSupported ? null
            : Avx512F.IsSupported && Avx512BW.IsSupported && Avx512DQ.IsSupported && Avx512F.VL.IsSupported ? "SkylakeX"
            : Avx2.IsSupported && Fma.IsSupported ? "Haswell" : null;
        if (core is not null)
            SetWhereUnset(CoreType, core);
        SetWhereUnset(ThreadCount, "1");
    }

    static void SetWhereUnset(string name, string value)
    {
        if (Environment.GetEnvironmentVariable(name) is not null)
            return;
        if (OperatingSystem.IsWindows())
            Environment.SetEnvironmentVariable(name, value);
        else
            _ = SetEnv(name, value, 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnv(string name, string value, int overwrite);
}
