using System.Reflection;
using System.Runtime.Loader;

namespace TransferPredict.Training.Engines;

/// <summary>Loads an engine's assembly and the packages beside it; the assemblies of this program are shared with it, lest their types differ.</summary>
sealed class EngineLoadContext(string assembly) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assembly))
{
    const string Shared = "TransferPredict.";

    readonly AssemblyDependencyResolver _beside = new(assembly);

    protected override Assembly? Load(AssemblyName name) =>
        name.Name is { } simple && simple.StartsWith(Shared, StringComparison.Ordinal) ? null
        : _beside.ResolveAssemblyToPath(name) is { } path ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string name) => _beside.ResolveUnmanagedDllToPath(name) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
