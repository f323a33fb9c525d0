using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Texts.Sketches;
using TransferPredict.Training;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Everything the page of findings tells, computed from what is committed under data/.</summary>
sealed record FindingsStudy(
    FindingsOptions Options, TrainingRows Rows, ImmutableArray<SettingFindings> Settings, ImmutableArray<PooledWorth> Pooled, ImmutableArray<LayerTrend> Layers,
    ImmutableArray<string> ModelsWithoutLayers, ImmutableArray<PairChange> PairChanges, ImmutableArray<WeightChange> WeightChanges, ImmutableArray<ChangeCorrelation> Explained)
{
    /// <summary>Measures of alignment that are followed through the layers, in order.</summary>
    public static ImmutableArray<string> Measures { get; } = ["calign", "colap", "cosine_gap", "p_at_1", "csls"];

    /// <summary>How targets are held out, in words.</summary>
    public string HeldOut => Settings.Select(s => s.Rows.Groups.Select(g => g.TargetGroup).Distinct().Count()).DefaultIfEmpty().Max() <= Options.Folds
        ? "leaving out one target language at a time" : $"over {Options.Folds} folds of whole target languages";

    /// <summary>Every task, metric and model that was measured, those that are not measurable at this size among them: <see cref="Settings"/> are the others.</summary>
    public required ImmutableArray<TaskMeasurability> Tasks { get; init; }

    /// <summary>What is not measurable at this size, with what features tell of it alone and nothing else.</summary>
    public required ImmutableArray<SettingFindings> NotMeasurable { get; init; }

    /// <summary>Size of each model's files, in bytes; none of models that are not there.</summary>
    public required ImmutableSortedDictionary<string, long> ModelBytes { get; init; }

    /// <summary>How much of sentiment's test text is known to have been trained on in translation; null where that was not estimated.</summary>
    public required TranslationLeakage? Leakage { get; init; }

    public static FindingsStudy Run(FindingsOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        ProjectRoot root = options.Root;
        LanguageCatalog catalog = LanguageCatalog.LoadShipped(root);
        // Files are named, so that what is not measurable is read too.
        ImmutableArray<string> files = Directory.Exists(root.Scores) ? [.. Directory.EnumerateFiles(root.Scores, "*.csv").Order(StringComparer.Ordinal)] : [];
        TrainingInputs inputs = TrainingInputs.Read(
            root, new TrainingOptions { AnyModel = true, ScoreFiles = files, Seed = FindingsOptions.Seed, Threads = options.Threads }, progress, cancellation);
        TrainingTable table = inputs.Table;
        ImmutableArray<TaskMeasurability> tasks = TaskMeasurability.Of(
            inputs.Scores, BaselineFile.ReadAll(BaselineFile.Beside(root, inputs.ScoreFiles.Keys), catalog));
        ILookup<string, int> bySetting = Enumerable.Range(0, table.Rows.Count).ToLookup(i => table.Rows.Groups[i].Setting);
        ImmutableArray<SettingFindings> settings =
        [
            .. tasks.Where(t => t.Verdict != Measurability.NotMeasurable && bySetting.Contains(t.Setting)).Select(t => Judge(t, table, [.. bySetting[t.Setting]], options, progress, cancellation)),
        ];
        TrainingRows judged = table.Rows.Select([.. settings.SelectMany(s => bySetting[s.Task.Setting]).Order()]);
        (ImmutableArray<LayerTrend> layers, ImmutableArray<string> without) = LayersOf(root, catalog, [.. tasks.Select(t => t.Model).Distinct()]);
        ImmutableArray<PairChange> changes = [.. ChangeFile.All(root, PairChange.Ending).SelectMany(f => PairChange.Read(f, catalog))];
        return new FindingsStudy(
            options, judged, settings, PooledWorth.Of(judged, settings.SelectMany(s => s.Worths)), layers, without, changes,
            [.. ChangeFile.All(root, WeightChange.Ending).SelectMany(f => WeightChange.Read(f, catalog))],
            [.. settings.SelectMany(s => Explain(s, changes))])
        {
            Tasks = tasks,
            NotMeasurable =
            [
                .. tasks.Where(t => t.Verdict == Measurability.NotMeasurable && bySetting.Contains(t.Setting)).Select(t => JudgeAlone(t, table, [.. bySetting[t.Setting]], options, progress, cancellation)),
            ],
            ModelBytes = tasks.Select(t => t.Model).Distinct().Where(m => Directory.Exists(root.Model(m)))
                .ToImmutableSortedDictionary(m => m, m => Directory.EnumerateFiles(root.Model(m), "*.onnx").Sum(f => new FileInfo(f).Length), StringComparer.Ordinal),
            Leakage = TranslationLeakage.Read(Path.Combine(root.Baselines, TranslationLeakage.File), catalog),
        };
    }

    static SettingFindings JudgeAlone(
        TaskMeasurability task, TrainingTable table, ImmutableArray<int> members, FindingsOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        TrainingRows rows = table.Rows.Select(members);
        ImmutableArray<Prediction> ceiling = NoiseCeiling.Predictions(rows, [.. members.Select(i => table.Repeated[i])]);
        return new SettingFindings(
            task, rows, ceiling.IsEmpty ? null : AccuracyReport.Of(NoiseCeiling.Name, ceiling, FindingsOptions.Seed),
            progress.Run($"Features one by one: {task.Setting}", rows.FeatureNames.Length, done => WorthsOf(rows, [], options, done, cancellation)), [], null, null);
    }

    static SettingFindings Judge(
        TaskMeasurability task, TrainingTable table, ImmutableArray<int> members, FindingsOptions options, IJobProgress progress, CancellationToken cancellation)
    {
        TrainingRows rows = table.Rows.Select(members);
        ImmutableArray<ImmutableArray<double>> repeated = [.. members.Select(i => table.Repeated[i])];
        ImmutableArray<Prediction> ceiling = NoiseCeiling.Predictions(rows, repeated);
        Splitter splitter = Splitter.TargetFolds(options.Folds, FindingsOptions.Seed);
        CombinedStudy[] combined = progress.Run($"Combined measures: {task.Setting}", CombinedMeasure.All.Length, done => CombinedMeasure.All.Select((m, i) =>
        {
            CombinedStudy? learned = CombinedStudy.Of(rows, m, splitter, FindingsOptions.Seed);
            done(i + 1);
            return learned;
        }).OfType<CombinedStudy>().ToArray());
        bool canHoldOut = rows.Groups.Select(g => g.TargetGroup).Distinct().Skip(1).Any();
        FamilyAblation? families = canHoldOut ? progress.Run($"Families of features: {task.Setting}", FamilyVariant.All.Length, done => FamilyAblation.Run(
            rows, FamilyVariant.All, LightGbmRegressor.DefaultParameters with { Seed = FindingsOptions.Seed }, splitter, options.Threads, done, cancellation)) : null;
        Prediction[] onCeiling = families is null ? [] :
        [
            .. Enumerable.Range(0, rows.Count).Where(i => repeated[i].Length > 1)
                .Select(i => families.Predictions[FamilyVariant.AllFamilies][i] with { Actual = repeated[i][0] }),
        ];
        return new SettingFindings(
            task, rows, ceiling.IsEmpty ? null : AccuracyReport.Of(NoiseCeiling.Name, ceiling, FindingsOptions.Seed),
            progress.Run($"Features one by one: {task.Setting}", rows.FeatureNames.Length + combined.Length, done => WorthsOf(rows, combined, options, done, cancellation)), [.. combined], families,
            onCeiling.Length == 0 ? null : AccuracyReport.Of(FamilyVariant.AllFamilies + AccuracyStudy.OnCeilingPairs, onCeiling, FindingsOptions.Seed));
    }

    static ImmutableArray<FeatureWorth> WorthsOf(TrainingRows rows, CombinedStudy[] combined, FindingsOptions options, Action<int> done, CancellationToken cancellation)
    {
        (string Name, double[] Values)[] features =
        [
            .. rows.FeatureNames.Select((name, column) => (name, FeatureWorth.ValuesOf(rows, column))),
            .. combined.Select(c => ($"{c.Measure.View}.combined, learned weights, held out", c.HeldOut.ToArray())),
        ];
        var worths = new FeatureWorth?[features.Length];
        int judged = 0;
        Parallel.For(0, features.Length, new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = cancellation }, i =>
        {
            worths[i] = FeatureWorth.Of(rows, features[i].Name, features[i].Values, FindingsOptions.Seed);
            done(Interlocked.Increment(ref judged));
        });
        return [.. worths.OfType<FeatureWorth>()];
    }

    /// <summary>Alignment through the layers of models, and those of them that it was not measured in.</summary>
    internal static (ImmutableArray<LayerTrend> Trends, ImmutableArray<string> Without) LayersOf(ProjectRoot root, LanguageCatalog catalog, string[] models)
    {
        List<LayerTrend> trends = [];
        List<string> without = [];
        foreach (string model in models)
        {
            string path = LayerTable.FileIn(root.Features, model);
            if (!File.Exists(path))
            {
                without.Add(model);
                continue;
            }
            ImmutableArray<LayerRow> rows = LayerRow.Read(path, Measures, catalog);
            trends.AddRange(Measures.Select((measure, at) => LayerTrend.Of(
                model, measure, rows.Select(r => (r.Layer, r.TargetGroup, r.Values[at])), FindingsOptions.Seed)).OfType<LayerTrend>());
        }
        return ([.. trends], [.. without]);
    }

    static ImmutableArray<ChangeCorrelation> Explain(SettingFindings setting, ImmutableArray<PairChange> changes) => ChangeCorrelation.Of(
        setting.Task.Setting, changes.Where(c => c.Model == setting.Task.Model && c.Task == setting.Task.Task),
        Enumerable.Range(0, setting.Rows.Count).ToDictionary(i => (setting.Rows.Sources[i], setting.Rows.Targets[i]), i => setting.Rows.Scores[i]), FindingsOptions.Seed);
}
