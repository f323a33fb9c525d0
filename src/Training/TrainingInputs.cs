using System.Collections.Immutable;
using System.Security.Cryptography;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Scores;

namespace TransferPredict.Training;

/// <summary>Everything training and evaluation read: scores, models, languages, and the table they make.</summary>
/// <param name="Scores">Measured runs of the models below.</param>
/// <param name="ScoreFiles">Name of each score file to its SHA-256.</param>
/// <param name="Models">Name of each model to the SHA-256 of its file.</param>
/// <param name="LeftOut">Models that the scores name and models/ lacks, with their number of rows.</param>
/// <param name="Table">Scores joined with features.</param>
public sealed record TrainingInputs(
    ImmutableArray<ScoreRow> Scores, ImmutableSortedDictionary<string, string> ScoreFiles, ImmutableSortedDictionary<string, string> Models,
    ImmutableSortedDictionary<string, int> LeftOut, TrainingTable Table)
{
    /// <summary>Reads scores, measures or loads the languages of each model, and joins them.</summary>
    /// <exception cref="FileNotFoundException">A score file or a model is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not as it should be.</exception>
    public static TrainingInputs Read(ProjectRoot root, TrainingOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        LanguageCatalog catalog = LanguageCatalog.LoadShipped(root);
        ImmutableArray<string> files = options.ScoreFiles.IsEmpty ? [.. ScoreFilesOf(root)] : options.ScoreFiles;
        ImmutableArray<ScoreRow> scores = ScoreFile.ReadAll(files, catalog);
        string[] named = [.. scores.Select(s => s.Model).Distinct().Order(StringComparer.Ordinal)];
        if (options.Model is { } wanted && !named.Contains(wanted))
            throw new InvalidDataException($"{string.Join(", ", files)}: found scores of {string.Join(", ", named)}, expected some of '{wanted}'.");
        if (options.Model is { } asked && !Directory.Exists(root.Model(asked)))
            throw new DirectoryNotFoundException($"{root.Model(asked)}: no such folder; the scores name '{asked}', expected its model there (README.md, \"Your own model\").");
        string[] models = options.Model is { } only ? [only] : [.. named.Where(m => Directory.Exists(root.Model(m)))];
        if (models.Length == 0)
            throw new DirectoryNotFoundException($"{root.Models}: found none of the models that the scores name ({string.Join(", ", named)}), expected one folder or more.");

        Dictionary<string, LanguageProfiles> profiles = models.ToDictionary(m => m, m => ModelLanguages.UpToDate(root, catalog, m,
            (builder, languages) => progress.Run($"Measuring languages in {m}", languages, done => builder.Build(options.Threads, done, cancellation))));
        ScoreRow[] used = [.. scores.Where(s => profiles.ContainsKey(s.Model))];
        return new TrainingInputs(
            [.. used],
            HashesOf(files),
            profiles.ToImmutableSortedDictionary(p => p.Key, p => p.Value.Origin.ModelHash, StringComparer.Ordinal),
            scores.Where(s => !profiles.ContainsKey(s.Model)).GroupBy(s => s.Model).ToImmutableSortedDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal),
            TrainingTable.Build(used, profiles, options.Threads, cancellation));
    }

    static ImmutableSortedDictionary<string, string> HashesOf(IEnumerable<string> files)
    {
        ImmutableSortedDictionary<string, string>.Builder hashes = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string file in files)
            if (!hashes.TryAdd(Path.GetFileName(file), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))))
                throw new InvalidDataException($"{file}: found a second score file of this name, expected each name once: training.json tells files by name.");
        return hashes.ToImmutable();
    }

    static IEnumerable<string> ScoreFilesOf(ProjectRoot root)
    {
        string[] files = Directory.Exists(root.Scores) ? [.. Directory.EnumerateFiles(root.Scores, "*.csv").Order(StringComparer.Ordinal)] : [];
        return files.Length > 0 ? files : throw new FileNotFoundException($"{root.Scores}: found no .csv file, expected measured scores.", root.Scores);
    }
}
