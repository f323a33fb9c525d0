using System.Collections.Immutable;
using System.Security.Cryptography;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.PairTables;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Texts;

namespace TransferPredict.Training;

/// <summary>Everything training and evaluation read: scores, models, languages, and the table they make.</summary>
/// <param name="Scores">Measured runs of the models below.</param>
/// <param name="ScoreFiles">Name of each score file to its SHA-256.</param>
/// <param name="Models">Name of each model to the SHA-256 of its file.</param>
/// <param name="LeftOut">Models that the scores name and models/ lacks, with their number of rows, where all models are asked for and they are not taken.</param>
/// <param name="Table">Scores joined with features.</param>
public sealed record TrainingInputs(
    ImmutableArray<ScoreRow> Scores, ImmutableSortedDictionary<string, string> ScoreFiles, ImmutableSortedDictionary<string, string> Models,
    ImmutableSortedDictionary<string, int> LeftOut, TrainingTable Table)
{
    /// <summary>Tasks and models whose scores are not measurable (three times the noise of a run above the baselines) and are not learned from; none where the score files were named.</summary>
    public ImmutableArray<TaskMeasurability> NotMeasurable { get; init; } = [];

    /// <summary>Measured runs with several sources, which are no pairs, of the models and tasks that are taken.</summary>
    public ImmutableArray<UnionRow> UnionRows { get; init; } = [];

    /// <summary>Rows of the feature files.</summary>
    public int JoinedRows { get; init; }

    /// <summary>Those of them that belong to no row of the table.</summary>
    public int JoinedRowsUnused { get; init; }

    /// <summary>Reads scores, measures or loads the languages of each model, and joins them.</summary>
    /// <exception cref="FileNotFoundException">A score file or a model is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not as it should be.</exception>
    public static TrainingInputs Read(ProjectRoot root, TrainingOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        LanguageCatalog catalog = LanguageCatalog.LoadShipped(root);
        ImmutableArray<string> files = options.ScoreFiles.IsEmpty ? [.. ScoreFilesOf(root)] : options.ScoreFiles;
        ScoreTable read = progress.Run("Reading scores", files.Length, done => ScoreFile.ReadTable(files.Select((file, i) => { done(i); return file; }), catalog));
        ImmutableArray<TaskMeasurability> notMeasurable = options.ScoreFiles.IsEmpty ? NoBetterThanChance(root, files, read.Runs, catalog) : [];
        HashSet<string> chance = [.. notMeasurable.Select(m => m.Setting)];
        ImmutableArray<ScoreRow> scores = [.. read.Runs.Where(s => !chance.Contains($"{s.Model}|{s.Task}|{s.Metric}") && (options.Task ?? s.Task) == s.Task)];
        if (scores.IsEmpty && options.Task is { } task)
        {
            string[] tasks = [.. read.Runs.Select(s => s.Task).Distinct().Order(StringComparer.Ordinal)];
            throw notMeasurable.Any(m => m.Task == task) ? NotMeasurableHere(root, task, "any model")
                : new InvalidDataException($"{Place(root, options, files)}: found scores of {string.Join(", ", tasks)}, expected some of '{task}'.{Spelling.Hint(task, tasks)}");
        }
        string[] named = [.. scores.Select(s => s.Model).Distinct().Order(StringComparer.Ordinal)];
        if (options.Model is { } wanted && !named.Contains(wanted))
            throw notMeasurable.Any(m => m.Model == wanted && m.Task == (options.Task ?? m.Task)) ? NotMeasurableHere(root, options.Task ?? "any task", wanted)
                : new InvalidDataException($"{Place(root, options, files)}: found scores of {string.Join(", ", named)}, expected some of '{wanted}'.{Spelling.Hint(wanted, named)}");
        if (options.Model is { } asked && !options.AnyModel && !Directory.Exists(root.Model(asked)))
            throw new DirectoryNotFoundException($"{root.Model(asked)}: no such folder; the scores name '{asked}', expected its model there (README.md, \"Your own model\").");
        string[] taken = [.. named.Where(m => options.Model is null || m == options.Model)], models = [.. taken.Where(m => Directory.Exists(root.Model(m)))];
        if (models.Length == 0 && !options.AnyModel)
            throw new DirectoryNotFoundException($"{root.Models}: found none of the models that the scores name ({string.Join(", ", named)}), expected one folder or more; --data names another folder with models/, such as a clone of the repository.");
        JoinedFeatures joined = JoinedFeatures.Read(options.FeatureFiles, catalog);
        LanguageProfiles? proxy = options.Proxy is { } name ? ModelLanguages.Stored(root, catalog, name) : null;

        if (options.Texts is { } texts)
        {
            foreach (string model in models)
            {
                var measuring = new TextMeasuring(root, model, texts, options.Threads, progress);
                ScoreRow[] own = [.. scores.Where(s => s.Model == model)];
                measuring.Run(new ScoredLanguages([.. own.Select(s => s.Source.Code)], [.. own.Select(s => s.Target.Code)]), cancellation);
            }
        }
        Dictionary<string, LanguageProfiles> profiles = models.ToDictionary(m => m, m => ModelLanguages.UpToDate(root, catalog, m,
            (builder, languages) => progress.Run($"Measuring languages in {m}", languages, done => builder.Build(options.Threads, done, cancellation))));
        string[] usable = options.AnyModel ? taken : models;
        ScoreRow[] used = [.. scores.Where(s => usable.Contains(s.Model))];
        var columns = new TableColumns(profiles, usable, joined, proxy);
        TrainingTable table = progress.Run("Joining scores with features", used.Length, done => TrainingTable.Build(used, columns, options.Threads, done, cancellation));
        return new TrainingInputs(
            [.. used],
            HashesOf(files, byFolder: options.AnyModel),
            profiles.ToImmutableSortedDictionary(p => p.Key, p => p.Value.Origin.ModelHash, StringComparer.Ordinal),
            scores.Where(s => options.Model is null && !usable.Contains(s.Model)).GroupBy(s => s.Model).ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            table)
        {
            NotMeasurable = [.. notMeasurable.Where(m => (options.Model ?? m.Model) == m.Model && (options.Task ?? m.Task) == m.Task)],
            UnionRows = [.. read.Unions.Where(u => usable.Contains(u.Model) && (options.Task ?? u.Task) == u.Task)],
            JoinedRows = joined.Rows,
            JoinedRowsUnused = joined.RowsWithout(table.Rows),
        };
    }

    static InvalidDataException NotMeasurableHere(ProjectRoot root, string task, string model) => new(
        $"{root.Scores}: found scores of {task} with {model} that are not measurable (docs/findings.md), expected others; --scores FILE takes them all the same.");

    /// <summary>Where the scores were read, for messages: the folder, or the files that were named.</summary>
    static string Place(ProjectRoot root, TrainingOptions options, ImmutableArray<string> files) => options.ScoreFiles.IsEmpty ? root.Scores : string.Join(", ", files);

    static ImmutableArray<TaskMeasurability> NoBetterThanChance(ProjectRoot root, ImmutableArray<string> files, ImmutableArray<ScoreRow> scores, LanguageCatalog catalog) =>
        [.. TaskMeasurability.Of(scores, BaselineFile.ReadAll(BaselineFile.Beside(root, files), catalog)).Where(m => m.Verdict == Measurability.NotMeasurable)];

    /// <summary>Files of one name are told apart by their folder's where training.json has not to name them.</summary>
    static ImmutableSortedDictionary<string, string> HashesOf(IEnumerable<string> files, bool byFolder)
    {
        ImmutableSortedDictionary<string, string>.Builder hashes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string file in files)
        {
            string name = Path.GetFileName(file), longer = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) + "/" + name;
            string hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
            if (!hashes.TryAdd(name, hash) && !(byFolder && hashes.TryAdd(longer, hash)))
                throw new InvalidDataException($"{file}: found a second score file of this name, expected each name once.");
        }
        return hashes.ToImmutable();
    }

    static IEnumerable<string> ScoreFilesOf(ProjectRoot root)
    {
        string[] files = Directory.Exists(root.Scores) ? [.. Directory.EnumerateFiles(root.Scores, "*.csv").Order(StringComparer.Ordinal)] : [];
        return files.Length > 0 ? files : throw new FileNotFoundException($"{root.Scores}: found no .csv file, expected measured scores.", root.Scores);
    }
}
