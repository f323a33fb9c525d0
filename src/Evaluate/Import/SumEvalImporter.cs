using System.Globalization;
using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Import;

/// <summary>
/// The shared task SumEval 2022: models fine-tuned on many languages at once, each with its own amount, tested on many. Files are
/// <c>TASK_MODEL....json</c>, lists of <c>{"train_config": {language: size}, "eval_results": {language: score}}</c>.
/// </summary>
static class SumEvalImporter
{
    const string Usual = "*_*.json";

    public static ImportedTables Read(ImportFiles files, LanguageCatalog catalog, CancellationToken cancellation)
    {
        var notes = new ImportNotes();
        var languages = new ImportLanguages(catalog, "sumeval");
        var scores = new ImportedScores(notes);
        var features = new FeatureRows("lex.log_train_size_source", "lex.train_languages_source", "lex.log_train_size_target");
        int read = 0;
        foreach (FoundFile file in files.Main(Usual, "*.json"))
        {
            cancellation.ThrowIfCancellationRequested();
            if (SumEvalTask.Of(file.Name) is not { } task)
            {
                notes.Remark($"{file.Name} is passed over: no TASK_MODEL.json with a task and model of SumEval");
                continue;
            }
            read++;
            foreach (SumEvalRun run in Runs(file, languages, notes))
            {
                SourceUnion? union = run.Shares.Length > 1 ? new SourceUnion(run.Shares) : null;
                string source = union?.Code ?? run.Shares[0].Language.Code;
                long total = run.Shares.Sum(s => s.Size ?? 0);
                if (!scores.Add(new ImportedScore(new MeasuredRun(task.Task, task.Metric, task.Model, source, run.Target.Code, total, null), run.Score, $"SumEval 2022, {file.Name}"), run.Name))
                    continue;
                features.Set(task.Model, source, run.Target.Code,
                    [Math.Log10(1 + total), run.Shares.Length, Math.Log10(1 + (run.Shares.FirstOrDefault(s => s.Language.Code == run.Target.Code).Size ?? 0))]);
            }
        }
        return read > 0 ? new ImportedTables([.. scores.Sorted], features, languages.Unlisted, notes)
            : throw new FileNotFoundException($"{files.Place}: found no TASK_MODEL.json of SumEval, expected names such as XNLI_XLMR.json.", files.Place);
    }

    static IEnumerable<SumEvalRun> Runs(FoundFile file, ImportLanguages languages, ImportNotes notes)
    {
        using JsonDocument document = SumEvalJson.Parse(file.Path);
        if (document.RootElement.ValueKind != JsonValueKind.Array)
            throw FileDefect.At(file.Path, 1, $"JSON that is no list ({document.RootElement.ValueKind})", "a list of configurations");
        int number = 0;
        foreach (JsonElement entry in document.RootElement.EnumerateArray())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"{file.Name}, configuration {++number}");
            JsonElement config = Part(entry, "train_config", file, number), results = Part(entry, "eval_results", file, number);
            SourceShare[]? shares = Shares(config, languages, place, notes);
            foreach (JsonProperty result in results.EnumerateObject())
            {
                string name = $"{place}: to {result.Name}";
                if (shares is null)
                    notes.Drop("a training configuration without a language, or with one that is none", name);
                else if (result.Value.ValueKind != JsonValueKind.Number)
                    notes.Drop("no measured score ('x' where it was kept back, text where it is a prediction)", name);
                else if (languages.Find(result.Name) is not { } target)
                    notes.Drop("not a language code", name);
                else
                    yield return new SumEvalRun(shares, target, result.Value.GetDouble(), name);
            }
        }
    }

    static JsonElement Part(JsonElement entry, string key, FoundFile file, int number) =>
        entry.ValueKind == JsonValueKind.Object && entry.TryGetProperty(key, out JsonElement part) && part.ValueKind == JsonValueKind.Object ? part
        : throw new InvalidDataException($"{file.Path}, configuration {number}: found no object \"{key}\", expected {{\"train_config\": {{...}}, \"eval_results\": {{...}}}}.");

    /// <summary>The languages with data; null when there are none, one is no code, or a size is no whole number.</summary>
    static SourceShare[]? Shares(JsonElement config, ImportLanguages languages, string place, ImportNotes notes)
    {
        Dictionary<string, SourceShare> shares = [];
        foreach (JsonProperty part in config.EnumerateObject())
        {
            if (part.Value.ValueKind != JsonValueKind.Number || !part.Value.TryGetInt64(out long size) || size < 0 || size > int.MaxValue || languages.Find(part.Name) is not { } language)
                return null;
            if (size > 0 && !shares.TryAdd(language.Code, new SourceShare(language, size)))
            {
                notes.Doubt("two training languages that are one here (sizes added)", $"{place}: {part.Name}");
                shares[language.Code] = new SourceShare(language, shares[language.Code].Size + size);
            }
        }
        return shares.Count > 0 ? [.. shares.Values] : null;
    }

    readonly record struct SumEvalRun(SourceShare[] Shares, Language Target, double Score, string Name);
}
