using System.Collections.Immutable;
using System.Reflection;

namespace TransferPredict.Training.Engines;

/// <summary>Finds and loads engines.</summary>
public static class TrainingEngines
{
    /// <summary>The engine that needs no loading.</summary>
    public const string BuiltIn = "lightgbm";

    /// <summary>The engine of ML.NET, which src/MlNet holds.</summary>
    public const string MlNet = "mlnet";

    /// <summary>What engines are called on the command line, the built-in one first.</summary>
    public static ImmutableArray<string> Names { get; } = [BuiltIn, MlNet];

    const string MlNetFile = "TransferPredict.MlNet.dll";

    internal const string HowToBuild =
        "build it with `dotnet build src/MlNet -p:MlNet=true` and name its folder, artifacts/bin/MlNet/debug, with --engine-path (docs/mlnet.md)";

    /// <summary>Loads an engine.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="path">Its assembly or the folder that holds it; null for the folder of this program.</param>
    /// <returns>Null for the built-in engine.</returns>
    /// <exception cref="ArgumentException">There is no engine of that name.</exception>
    /// <exception cref="FileNotFoundException">There is no such assembly; the message says how to build it.</exception>
    /// <exception cref="InvalidDataException">The assembly holds no engine, or was built against another version of this program.</exception>
    public static ITrainingEngine? Load(string name, string? path = null) =>
        name == BuiltIn ? null
        : Names.Contains(name) ? Load(FileOf(path))
        : throw new ArgumentException($"The engine is '{name}'; expected one of {string.Join(", ", Names)}.", nameof(name));

    static string FileOf(string? path)
    {
        string named = Path.GetFullPath(path ?? AppContext.BaseDirectory), file = Directory.Exists(named) ? Path.Combine(named, MlNetFile) : named;
        return File.Exists(file) ? file : throw new FileNotFoundException($"{file}: no such file; expected the engine of ML.NET: {HowToBuild}.", file);
    }

    static ITrainingEngine Load(string file)
    {
        try
        {
            Assembly assembly = new EngineLoadContext(file).LoadFromAssemblyPath(file);
            RequireThisVersion(file, assembly);
            Type[] engines = [.. assembly.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(ITrainingEngine)))];
            return engines.Length == 1 ? (ITrainingEngine)Activator.CreateInstance(engines[0])! : throw new InvalidDataException(
                $"{file}: found {engines.Length} engines, expected one: without -p:MlNet=true the assembly is empty; {HowToBuild}.");
        }
        catch (Exception e) when (e is BadImageFormatException or FileLoadException or FileNotFoundException or TypeLoadException or ReflectionTypeLoadException
            or MissingMemberException or TargetInvocationException or InvalidOperationException)
        {
            // An engine's own constructor fails wrapped, and AssemblyDependencyResolver complains of a damaged .deps.json as an invalid operation.
            string why = ((e as TargetInvocationException)?.InnerException ?? e).Message;
            throw new InvalidDataException($"{file}: found what cannot be loaded as an engine ({why}), expected one of this version; {HowToBuild}.", e);
        }
    }

    static void RequireThisVersion(string file, Assembly engine)
    {
        AssemblyName own = typeof(ITrainingEngine).Assembly.GetName();
        if (engine.GetReferencedAssemblies().FirstOrDefault(a => a.Name == own.Name) is { } built && built.Version != own.Version)
            throw new InvalidDataException($"{file}: found an engine built against {own.Name} {built.Version}, expected {own.Version}, this program's; {HowToBuild}.");
    }
}
