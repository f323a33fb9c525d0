using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Layers;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Report;

/// <summary>Everything the page shows, as its JSON holds it.</summary>
/// <param name="Target">Place of the language that the page opens with; null for the first.</param>
/// <param name="Setting">Place of the setting that it opens with.</param>
/// <param name="Level">The coverage that intervals promise.</param>
/// <param name="Folds">Parts of the targets that were held out in turn.</param>
/// <param name="Languages">The languages.</param>
/// <param name="Features">Names of the predictor's features.</param>
/// <param name="Families">Their families.</param>
/// <param name="Figures">Names of the figures.</param>
/// <param name="Notes">What of the scores is not in it, and why.</param>
/// <param name="Settings">What is predicted, by model, task and metric.</param>
/// <param name="Models">The inside of each model.</param>
sealed record ReportContent(
    int? Target, int Setting, double Level, int Folds, ImmutableArray<LanguageEntry> Languages, ImmutableArray<string> Features, string[] Families, IReadOnlyList<string> Figures,
    ImmutableArray<string> Notes, ImmutableArray<SettingEntry> Settings, ImmutableArray<ModelEntry> Models)
{
    /// <summary>Computes it.</summary>
    /// <exception cref="IOException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is not as it should be, or the predictor does not know the model or task.</exception>
    public static ReportContent Of(ReportOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        LanguageCatalog catalog = LanguageCatalog.LoadShipped(options.Root);
        using TransferPredictor predictor = PredictorFolder.Load(options.Predictor);
        string[] settings = SettingsOf(predictor.Record, options), models = [.. settings.Select(ModelOf).Distinct()];
        RequireModels(options.Root, models);
        TrainingInputs inputs = TrainingInputs.Read(
            options.Root, new TrainingOptions { Model = options.Model, Task = options.Task, Seed = ReportOptions.Seed, Threads = options.Threads }, progress, cancellation);
        TrainingRows rows = inputs.Table.Rows;
        var languages = new LanguageList(catalog, [.. settings.SelectMany(s => RankingCandidates.CodesOf(predictor.Record, Own(s))), .. rows.Sources, .. rows.Targets]);
        string[] families = [.. PredictorSchema.Current.Features.Select(FeatureDefinition.FamilyOf).Distinct()];
        Dictionary<string, LanguageProfiles> profiles = models.ToDictionary(m => m, m => RankingCandidates.Profiles(options.Root, catalog, predictor.Record, options.Predictor, m));
        // Before the minutes of holding out: a model that cannot be read is told at once.
        ImmutableArray<ModelEntry> inside = [.. models.Select(m => ModelEntry.Of(options, catalog, m, languages, progress, cancellation))];
        ImmutableArray<SettingEntry> predicted =
        [
            .. settings.Select(s => progress.Run($"Predicting every pair ({s.Replace("|", ", ", StringComparison.Ordinal)})", languages.Languages.Length,
                done => SettingEntry.Of(predictor, s, profiles[ModelOf(s)], languages, families, options.Threads, done, cancellation))),
        ];
        AccuracyStudy study = Study(inputs, options, progress, cancellation);
        HashSet<string> judged = [.. study.Rows.Groups.Select(g => g.Setting)];
        Dictionary<string, HashSet<string>?> others = OtherThan(predictor.Record, inputs).ToDictionary(f => f, f => SettingsIn(options.Root, catalog, f));
        ImmutableArray<SettingEntry> shown =
        [
            .. progress.Run("Errors by group, calibration", predicted.Length, done => predicted.Select((p, i) =>
            {
                SettingEntry entry = $"{p.Model}|{p.Task}|{p.Metric}" is var own && judged.Contains(own) ? p with { HeldOut = HeldOutEntry.Of(study, own, languages, p.Sources) } : p;
                done(i + 1);
                return entry;
            }).ToArray())
                .Select(p => p with { OtherScores = [.. others.Where(f => f.Value?.Contains($"{p.Model}|{p.Task}|{p.Metric}") ?? true).Select(f => f.Key)] }),
        ];
        return new ReportContent(
            options.Target is { } target ? languages[target.Code] : null, OpeningSetting(predicted), ConformalInterval.DefaultLevel, study.Splitter.Split(study.Rows.Groups).Length,
            [.. languages.Languages.Select(LanguageEntry.Of)], PredictorSchema.Current.Features, families, AccuracyMetrics.Names, [.. InputNotes.Of(inputs), .. NotesOf([.. others.Keys], shown)], shown, inside);
    }

    /// <summary>Opens every model, so that one that is missing or damaged is told before any work is done.</summary>
    static void RequireModels(ProjectRoot root, IEnumerable<string> models)
    {
        foreach (string model in models)
        {
            if (!Directory.Exists(root.Model(model)))
                throw new DirectoryNotFoundException($"{root.Model(model)}: no such folder; the predictor knows '{model}', and the report shows its inside; name a clone of the repository with --data DIR.");
            ModelMatrices.Open(root.Model(model)).Dispose();
        }
    }

    /// <summary>The setting that <c>rank</c> takes where nothing is said; the first where it is not shown.</summary>
    static int OpeningSetting(ImmutableArray<SettingEntry> settings) =>
        Math.Max(0, settings.Select((s, place) => (s, place)).FirstOrDefault(p => (p.s.Task, p.s.Model) == (Defaults.Task, Defaults.Model)).place);

    /// <summary>Score files that the predictor was not trained on as they are now.</summary>
    static string[] OtherThan(TrainingRecord record, TrainingInputs inputs) =>
        [.. record.ScoreFiles.Keys.Union(inputs.ScoreFiles.Keys).Where(f => record.ScoreFiles.GetValueOrDefault(f) != inputs.ScoreFiles.GetValueOrDefault(f)).Order(StringComparer.Ordinal)];

    /// <summary>"model|task|metric" of the scores in a file; null for one that is no longer there, which may have had any.</summary>
    static HashSet<string>? SettingsIn(ProjectRoot root, LanguageCatalog catalog, string file) =>
        Path.Combine(root.Scores, file) is var path && File.Exists(path) ? [.. ScoreFile.Read(path, catalog).Select(s => $"{s.Model}|{s.Task}|{s.Metric}")] : null;

    static IEnumerable<string> NotesOf(string[] others, ImmutableArray<SettingEntry> settings)
    {
        if (others.Length > 0)
            yield return $"the predictor was trained on other scores than data/scores has ({string.Join(", ", others)}): measured scores that are shown need not be those that it has learned from";
        foreach (SettingEntry setting in settings.Where(s => s.HeldOut is { Dropped: > 0 }))
            yield return $"left out: {setting.HeldOut!.Dropped} measured pairs of {setting.Task} with {setting.Model} ({setting.Metric}), whose sources the predictor has not learned from; figures count them, dots and cells do not show them";
    }

    static AccuracyStudy Study(TrainingInputs inputs, ReportOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        Splitter splitter = Splitter.TargetFolds(options.Folds, ReportOptions.Seed);
        var asked = new StudyOptions { Without = [.. inputs.Table.Rows.FeatureNames.Select(FeatureDefinition.FamilyOf).Distinct().Select(f => ImmutableArray.Create(f))] };
        return AccuracyStudy.Run(
            new LightGbmRegressor(LightGbmRegressor.DefaultParameters with { Seed = ReportOptions.Seed }), inputs.Table, splitter, ReportOptions.Seed, options.Threads, progress, cancellation, asked);
    }

    /// <summary>The settings that are shown, as the predictor's record has them: "task|metric|model".</summary>
    static string[] SettingsOf(TrainingRecord record, ReportOptions options)
    {
        string[] shown = [.. record.Settings.Where(s => s.Split('|') is [var ofTask, _, var ofModel] && (options.Task ?? ofTask) == ofTask && (options.Model ?? ofModel) == ofModel)];
        return shown.Length > 0 ? shown : throw UnknownSetting.Error(options.Predictor, record, options.Task, options.Model);
    }

    static string ModelOf(string setting) => setting[(setting.LastIndexOf('|') + 1)..];

    /// <summary>"model|task|metric", as scores and errors have it.</summary>
    static string Own(string setting) => setting.Split('|') is [var task, var metric, var model] ? $"{model}|{task}|{metric}" : setting;
}
