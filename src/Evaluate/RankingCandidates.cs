using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate;

/// <summary>A predictor with all that it can be asked about one target.</summary>
sealed class RankingCandidates : IDisposable
{
    readonly TransferPredictor _predictor;
    readonly RankingRequest _request;
    readonly Lazy<LanguageProfile> _target;

    RankingCandidates(TransferPredictor predictor, RankingRequest request, string metric, LanguageProfile[] sources, Language language, Func<LanguageProfile> target)
    {
        (_predictor, _request, Metric, Sources, Language, _target) = (predictor, request, metric, sources, language, new(target));
    }

    /// <summary>The metric of the predictions.</summary>
    public string Metric { get; }

    /// <summary>Every source that the scores have for the task and model, but the target itself and its varieties.</summary>
    public IReadOnlyList<LanguageProfile> Sources { get; }

    /// <summary>The language to serve.</summary>
    public Language Language { get; }

    /// <summary>All that is known of it; its own text, where one was given, is read when this is first asked for.</summary>
    /// <exception cref="InvalidDataException">A text is not as it should be.</exception>
    /// <exception cref="IOException">There is no such text or model, or what is measured cannot be kept.</exception>
    /// <exception cref="OperationCanceledException">The reading was ended.</exception>
    public LanguageProfile Target => _target.Value;

    /// <summary>Loads the predictor and the languages.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="target">The language to serve.</param>
    /// <param name="request">What to rank for.</param>
    /// <param name="progress">Shows how much of the target's own text is read.</param>
    /// <param name="cancellation">Ends that reading early.</param>
    /// <exception cref="InvalidDataException">The predictor does not know the task or model, or was trained on another model of that name.</exception>
    /// <exception cref="FileNotFoundException">There is no predictor, or no table of languages for the model.</exception>
    public static RankingCandidates Load(
        ProjectRoot root, LanguageCatalog catalog, Language target, RankingRequest request, IJobProgress progress, CancellationToken cancellation)
    {
        string folder = request.Predictor ?? root.Predictor;
        TransferPredictor predictor = PredictorFolder.Load(folder);
        _ = Task.Run(() => predictor.Errors.Value); // read beside the languages; what is wrong with them is said when they are asked for
        try
        {
            string metric = MetricOf(predictor.Record, folder, request);
            string[] codes = CodesOf(predictor.Record, $"{request.Model}|{request.Task}|{metric}");
            LanguageProfiles profiles = Profiles(root, catalog, predictor.Record, folder, request.Model, new HashSet<string>(codes) { target.Code });
            return new RankingCandidates(
                predictor, request, metric, [.. SideBySide.Select(codes, c => profiles[c]).Where(p => p.Language.Iso6393 != target.Iso6393)], target,
                () => request.Text is { } text ? TextTarget.Profile(root, target, text, request.Model, SourcesOf(predictor.Record, request.Model), progress, cancellation) : profiles[target.Code])
            {
                Folder = folder,
            };
        }
        catch
        {
            predictor.Dispose();
            throw;
        }
    }

    /// <summary>Codes of the sources that a predictor has learned from in a setting (model, task and metric), in ordinal order.</summary>
    internal static string[] CodesOf(TrainingRecord record, string setting) =>
        [.. record.SourceEffects.ByQuery.Keys.Where(k => k.StartsWith(setting + "|", StringComparison.Ordinal)).Select(k => k[(setting.Length + 1)..])];

    /// <summary>The stored profiles of a model that the predictor was trained on.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="catalog">The catalogue.</param>
    /// <param name="record">What the predictor was trained on.</param>
    /// <param name="folder">Its folder, for the message.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="languages">Codes of the languages that will be asked for; null for all.</param>
    /// <exception cref="InvalidDataException">The predictor was trained on another model of that name.</exception>
    /// <exception cref="FileNotFoundException">There is no table of languages for the model.</exception>
    internal static LanguageProfiles Profiles(ProjectRoot root, LanguageCatalog catalog, TrainingRecord record, string folder, string model, IReadOnlySet<string>? languages = null)
    {
        LanguageProfiles profiles = ModelLanguages.Stored(root, catalog, model, languages);
        return record.Models.GetValueOrDefault(model) is var trainedOn && trainedOn == profiles.Origin.ModelHash ? profiles : throw new InvalidDataException(
            $"{folder}: found a predictor trained on another {model} (model hash {trainedOn}), expected that of {LanguageTable.FileIn(root.Features, model)} "
            + $"({profiles.Origin.ModelHash}); train it anew with `dotnet run --project src/Training`.");
    }

    /// <summary>Folder of the predictor.</summary>
    public required string Folder { get; init; }

    /// <summary>Model, task and metric.</summary>
    public string Setting => $"{_request.Model}|{_request.Task}|{Metric}";

    /// <summary>The predictor's errors on held-out targets; null where they were not kept.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public HeldOutErrors? Errors => _predictor.Errors.Value;

    /// <summary>The interval that was calibrated when the predictor was trained.</summary>
    public ConformalInterval Calibrated => _predictor.Intervals[Setting];

    /// <summary>The interval of any level.</summary>
    /// <exception cref="InvalidDataException">The level is not the calibrated one, and the predictor has no errors on held-out targets.</exception>
    public ConformalInterval IntervalAt(double level) => level == Calibrated.Level ? Calibrated
        : Errors is { } errors && errors.Settings.ContainsKey(Setting) ? errors.Interval(Setting, level) : throw NoErrors("--level");

    /// <summary>The error where an option wants the predictor's errors on held-out targets and there are none.</summary>
    public InvalidDataException NoErrors(string option) => new(
        $"{option}: found no residuals.json with errors of {Setting} on other targets in {Folder}, expected the predictor's errors on held-out targets; train it anew with `dotnet run --project src/Training`.");

    /// <summary>What of the target is not known, so that the ranking rests on less.</summary>
    public IEnumerable<string> Caveats => _request.Text is { } text ? TextTarget.Caveats(Target, Sources, text) : CaveatOf(Target, _request.Model) is { } caveat ? [caveat] : [];

    /// <summary>The place of a source among <see cref="Sources"/>; null where it is none of them.</summary>
    public int? PlaceOf(string code)
    {
        for (int place = 0; place < Sources.Count; place++)
            if (Sources[place].Language.Code == code)
                return place;
        return null;
    }

    /// <summary>One prediction a source, in their order.</summary>
    /// <exception cref="InvalidDataException">The target has no features.</exception>
    public PredictedScore[] Predict() => _predictor.Predict(Setting, Sources, Target);

    /// <summary>Takes the prediction of a source apart.</summary>
    /// <param name="source">The source.</param>
    /// <param name="level">The coverage that the interval promises.</param>
    /// <exception cref="BadCommandException">The language is none of the sources.</exception>
    /// <exception cref="InvalidDataException">The target has no features, or the predictor has no errors on held-out targets for the level.</exception>
    public Explanation Explain(Language source, double level)
    {
        if (PlaceOf(source.Code) is not { } place)
            throw new BadCommandException(
                $"{source.Name} ({source.Code}): found no scores from it, or a variety of the target; expected one of the sources that `rank {Language.Code}` lists.");
        ConformalInterval interval = IntervalAt(level); // before the target's text is read
        Explanation found = _predictor.Explain(Setting, Sources, place, Target);
        return found with { Prediction = PredictedScore.Of(source, found.Prediction.Score, interval) };
    }

    /// <inheritdoc/>
    public void Dispose() => _predictor.Dispose();

    /// <summary>The sources of a model in whatever task: among all of them neighbours are looked for (NN-Rank), as in the stored tables.</summary>
    static HashSet<string> SourcesOf(TrainingRecord record, string model) =>
        [.. record.SourceEffects.ByQuery.Keys.Select(k => k.Split('|')).Where(k => k.Length == 4 && k[0] == model).Select(k => k[3])];

    internal static string? CaveatOf(LanguageProfile target, string model) => target switch
    {
        { Corpus: null } => $"{target.Language.Name} has no token counts for {model}: ranked by family, genus, script and distance alone.",
        { Spectrum: null } => $"{target.Language.Name} has been counted since its spectrum was measured: `dotnet run --project src/Training` measures it.",
        { Spectrum.Token: null } => $"{target.Language.Name} has {target.Corpus.Tokens.Total} counted tokens, fewer than the {SpectrumSampling.TokenDraws} of a draw: ranked without spectra by token.",
        { Pairs: { } pairs } when !pairs.HasTarget(target.Language.Code) =>
            $"{model} has read no text of {target.Language.Name}: ranked without its hidden states, which `dotnet run --project src/Training -- --text DIR` computes.",
        _ => null,
    };

    /// <summary>The metric that is asked for, or the first that the predictor learned for the task and model; it must have learned one.</summary>
    static string MetricOf(TrainingRecord record, string folder, RankingRequest request)
    {
        string[][] settings = [.. record.Settings.Select(s => s.Split('|')).Where(s => s.Length == 3)];
        string[] metrics = [.. settings.Where(s => s[0] == request.Task && s[2] == request.Model).Select(s => s[1])];
        if (metrics.Length == 0)
            throw UnknownSetting.Error(folder, record, request.Task, request.Model);
        return request.Metric is null ? metrics[0] : metrics.Contains(request.Metric) ? request.Metric : throw new BadCommandException(
            $"{folder}: found {string.Join(", ", metrics)} of {request.Task} with {request.Model}, expected the metric '{request.Metric}'.");
    }
}
