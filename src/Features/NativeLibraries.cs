using System.Reflection;
using System.Runtime.InteropServices;

namespace TransferPredict.Features;

/// <summary>
/// Finds the native libraries: the file an environment variable names, else one beside the application (published
/// applications), else the one the build put in the user's cache folder, or that of the package it was told to take.
/// </summary>
public static class NativeLibraries
{
    /// <summary>What <c>LibraryImport</c> attributes call ONNX Runtime.</summary>
    public const string OnnxRuntimeImport = "onnxruntime";

    /// <summary>What <c>LibraryImport</c> attributes call LightGBM.</summary>
    public const string LightGbmImport = "lightgbm";

    static readonly Lock _lock = new();
    static readonly HashSet<Assembly> _registered = [];

    /// <summary>
    /// Lets the <c>LibraryImport</c> methods of <paramref name="assembly"/> that import <see cref="OnnxRuntimeImport"/>
    /// or <see cref="LightGbmImport"/> load the file that <see cref="Locate(NativeEngine)"/> finds. Further calls for
    /// the same assembly do nothing.
    /// </summary>
    public static void Register(Assembly assembly)
    {
        lock (_lock)
        {
            if (_registered.Add(assembly))
                NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => Resolve(name));
        }
    }

    /// <summary>The full path of the library's file.</summary>
    /// <exception cref="DllNotFoundException">
    /// The environment variable names a file that is not there, or no variable is set and neither the application's
    /// folder nor the build's cache folder has the library; the message says where it was sought and what to do.
    /// </exception>
    public static string Locate(NativeEngine engine) =>
        Locate(engine, Environment.GetEnvironmentVariable(VariableOf(engine)), AppContext.BaseDirectory, BuiltFolder(), PackageFile(engine));

    /// <summary>The environment variable that names another build of the library.</summary>
    public static string VariableOf(NativeEngine engine) => engine switch
    {
        NativeEngine.OnnxRuntime => "TRANSFERPREDICT_ONNXRUNTIME",
        NativeEngine.LightGbm => "TRANSFERPREDICT_LIGHTGBM",
        _ => throw new ArgumentOutOfRangeException(nameof(engine), engine, "Not a native library of TransferPredict."),
    };

    /// <summary>The cache folder that this build's target filled, or null for an assembly built without it.</summary>
    internal static string? BuiltFolder() => Metadata("NativeLibraryFolder");

    /// <summary>The file of a package that this build takes in place of the cache folder's (-p:OnnxRuntimeGpu=true), or null.</summary>
    internal static string? PackageFile(NativeEngine engine) => engine == NativeEngine.OnnxRuntime ? Metadata("OnnxRuntimeLibrary") : null;

    internal static string Locate(NativeEngine engine, string? named, string applicationFolder, string? builtFolder, string? packageFile = null)
    {
        string variable = VariableOf(engine);
        if (!string.IsNullOrEmpty(named))
        {
            return File.Exists(named)
                ? Path.GetFullPath(named)
                : throw new DllNotFoundException(
                    $"{variable} names '{named}', which is not a file. Let it name the {engine} library file "
                    + $"(for example {FileOf(engine)}), or unset it to use the library the build provides.");
        }

        string file = FileOf(engine);
        string?[] places = [Path.Combine(applicationFolder, file), packageFile ?? (builtFolder is null ? null : Path.Combine(builtFolder, file))];
        string[] candidates = [.. places.OfType<string>()];
        return candidates.FirstOrDefault(File.Exists) ?? throw new DllNotFoundException(
            $"The {engine} library was found neither at {string.Join(" nor at ", candidates.Select(c => $"'{c}'"))}. "
            + $"Run 'dotnet build' in the repository, which provides it, or let {variable} name an installed one.");
    }

    /// <summary>The file name the build gives the library; native/install.mjs and Directory.Build.targets use the same.</summary>
    internal static string FileOf(NativeEngine engine) => engine == NativeEngine.OnnxRuntime
        ? OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.1.dylib" : "libonnxruntime.so.1"
        : OperatingSystem.IsWindows() ? "lib_lightgbm.dll" : OperatingSystem.IsMacOS() ? "lib_lightgbm.dylib" : "lib_lightgbm.so";

    static string? Metadata(string key) => typeof(NativeLibraries).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .FirstOrDefault(metadata => metadata.Key == key)?.Value;

    static nint Resolve(string name) => name switch
    {
        OnnxRuntimeImport => Load(NativeEngine.OnnxRuntime, Locate(NativeEngine.OnnxRuntime)),
        LightGbmImport => Load(NativeEngine.LightGbm, Locate(NativeEngine.LightGbm)),
        _ => 0,
    };

    internal static nint Load(NativeEngine engine, string path)
    {
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"'{path}' was found but cannot be loaded as the {engine} library: {exception.Message} "
                + $"Let {VariableOf(engine)} name a {RuntimeInformation.RuntimeIdentifier} build of it.",
                exception);
        }
    }
}
