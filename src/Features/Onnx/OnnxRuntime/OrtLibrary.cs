using System.Runtime.InteropServices;
using System.Text;

namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>One loaded ONNX Runtime library: its table of functions, checked to be as new as the binding needs.</summary>
sealed unsafe partial class OrtLibrary
{
    /// <summary>
    /// The C API version asked for, which is the minor version of the library: 1.21 brought
    /// session.model_external_initializers_file_folder_path, without which weights cannot be read in place.
    /// </summary>
    internal const int ApiVersion = 21;

    static readonly Lazy<OrtLibrary> _loaded = new(Load);

    readonly nint* _functions;

    OrtLibrary(nint* functions, string version)
    {
        _functions = functions;
        Version = version;
    }

    /// <summary>The library that the process uses, loaded at the first call.</summary>
    /// <exception cref="DllNotFoundException">No library is found, or the one found is too old.</exception>
    internal static OrtLibrary Instance => _loaded.Value;

    /// <summary>What the library calls its own version, such as "1.30.0".</summary>
    internal string Version { get; }

    /// <summary>The address of a function; callers cast it to the header's signature.</summary>
    internal nint this[OrtFunction function] => _functions[(int)function];

    /// <summary>Asks <paramref name="apiBase"/> (an <c>OrtApiBase</c>) for the table that fits this binding.</summary>
    internal static OrtLibrary FromBase(nint apiBase, string path)
    {
        var functions = (nint*)apiBase;
        var getApi = (delegate* unmanaged<uint, nint>)functions[0];
        var getVersion = (delegate* unmanaged<byte*>)functions[1];

        // Asked for a version it does not have, GetApi prints to standard error; so the version is compared before.
        string version = Text(getVersion());
        if (!IsRecentEnough(version))
            throw TooOld(version, path);

        nint table = getApi(ApiVersion);
        return table == 0 ? throw TooOld(version, path) : new OrtLibrary((nint*)table, version);
    }

    internal static string Text(byte* utf8) =>
        utf8 == null ? "" : Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(utf8));

    static bool IsRecentEnough(string version) =>
        System.Version.TryParse(version.Split('-', '+')[0], out Version? parsed)
        && (parsed.Major > 1 || (parsed.Major == 1 && parsed.Minor >= ApiVersion));

    static DllNotFoundException TooOld(string version, string path) => new(
        $"'{path}' is ONNX Runtime {version}; 1.{ApiVersion} or later is needed. Let "
        + $"{NativeLibraries.VariableOf(NativeEngine.OnnxRuntime)} name a newer library, or unset it to use the one the build provides.");

    static OrtLibrary Load()
    {
        NativeLibraries.Register(typeof(OrtLibrary).Assembly);
        return FromBase(OrtGetApiBase(), NativeLibraries.Locate(NativeEngine.OnnxRuntime));
    }

    [LibraryImport(NativeLibraries.OnnxRuntimeImport)]
    private static partial nint OrtGetApiBase();
}
