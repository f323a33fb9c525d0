namespace TransferPredict.Features;

/// <summary>
/// The folder that holds <c>TransferPredict.sln</c>, or is named in its place, and where data and models lie in it. Commands work from the
/// repository's root, from <c>src/</c> and from anywhere else, because the folder is looked for, never assumed.
/// </summary>
/// <param name="Folder">Absolute path of the folder.</param>
public sealed record ProjectRoot(string Folder)
{
    /// <summary>The file that marks the root.</summary>
    public const string SolutionFile = "TransferPredict.sln";

    /// <summary><c>data/</c>.</summary>
    public string Data => Path.Combine(Folder, "data");

    /// <summary><c>data/languages.csv</c>, the language catalogue.</summary>
    public string LanguagesFile => Path.Combine(Data, "languages.csv");

    /// <summary><c>data/scores/</c>, measured zero-shot scores.</summary>
    public string Scores => Path.Combine(Data, "scores");

    /// <summary><c>data/baselines/</c>, what the measured runs would score without transfer.</summary>
    public string Baselines => Path.Combine(Data, "baselines");

    /// <summary><c>data/counts/</c>, token and word counts per language.</summary>
    public string Counts => Path.Combine(Data, "counts");

    /// <summary><c>data/features/</c>, cached feature tables.</summary>
    public string Features => Path.Combine(Data, "features");

    /// <summary><c>models/</c>.</summary>
    public string Models => Path.Combine(Folder, "models");

    /// <summary><c>models/predictor/</c>, the default predictor.</summary>
    public string Predictor => Path.Combine(Models, "predictor");

    /// <summary><c>models/&lt;name&gt;/</c>, the folder of one multilingual model.</summary>
    /// <param name="name">Folder name of the model, such as <c>mini-xlmr</c>.</param>
    public string Model(string name) => Path.Combine(Models, name);

    /// <summary>The environment variable that names the folder, and goes before all other places.</summary>
    public const string Variable = "TRANSFERPREDICT_HOME";

    /// <summary>
    /// The folder that <see cref="Variable"/> names; else the first with the solution file on a walk up from the current directory; else the folder of the
    /// running program, when an installed one has data/ beside it; else the first on a walk up from there.
    /// </summary>
    /// <exception cref="DirectoryNotFoundException">There is none of them, or the folder named has no data/languages.csv.</exception>
    public static ProjectRoot Find() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named ? Named(named)
        : Walk(Directory.GetCurrentDirectory()) is null && HasData(AppContext.BaseDirectory) ? new ProjectRoot(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))
        : Find(Directory.GetCurrentDirectory(), AppContext.BaseDirectory);

    static ProjectRoot Named(string folder) => HasData(folder) ? new ProjectRoot(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))
        : throw new DirectoryNotFoundException($"{folder}: found no data/languages.csv in it, expected a folder with models/ and data/, such as a clone of the repository (--data, {Variable}).");

    static bool HasData(string folder) => File.Exists(new ProjectRoot(folder).LanguagesFile);

    static string? Walk(string start)
    {
        for (string? folder = Path.GetFullPath(start); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, SolutionFile)))
                return folder;
        return null;
    }

    /// <summary>Walks up from each start in turn; the first folder that holds the solution file is the root.</summary>
    /// <param name="starts">Folders to start from; they need not exist.</param>
    /// <exception cref="DirectoryNotFoundException">No walk met the solution file.</exception>
    public static ProjectRoot Find(params IReadOnlyList<string> starts)
    {
        return starts.Select(Walk).FirstOrDefault(found => found is not null) is { } folder
            ? new ProjectRoot(Path.TrimEndingDirectorySeparator(folder))
            : throw new DirectoryNotFoundException(
                $"No folder with {SolutionFile} at or above {string.Join(" or ", starts.Select(s => $"'{s}'"))}: "
                + "run the command inside a clone of the repository, or name one with --data.");
    }
}
