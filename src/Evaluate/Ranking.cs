using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate;

/// <summary>A target's sources, best first.</summary>
/// <param name="Target">The language to serve.</param>
/// <param name="Sources">Every source that the scores have for the task and model, but the target itself and its variants.</param>
/// <param name="Caveat">What of the target is not known, so that the ranking rests on less; null where nothing is missing.</param>
sealed record Ranking(Language Target, IReadOnlyList<RankedSource> Sources, string? Caveat)
{
    /// <summary>Ranks.</summary>
    /// <exception cref="InvalidDataException">The predictor does not know the task or model, or the target has no features.</exception>
    /// <exception cref="FileNotFoundException">There is no predictor, or no table of languages for the model.</exception>
    public static Ranking Of(ProjectRoot root, LanguageCatalog catalog, Language target, RankingRequest request)
    {
        string folder = request.Predictor ?? root.Predictor;
        using TransferPredictor predictor = PredictorFolder.Load(folder);
        string[] metrics = MetricsOf(predictor.Record, folder, request);
        string prefix = $"{request.Model}|{request.Task}|";
        string[] codes = [.. predictor.Record.SourceEffects.ByQuery.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Select(k => k[prefix.Length..])];
        LanguageProfiles profiles = ModelLanguages.Stored(root, catalog, request.Model, new HashSet<string>(codes) { target.Code });
        if (predictor.Record.Models.GetValueOrDefault(request.Model) is var trainedOn && trainedOn != profiles.Origin.ModelHash)
            throw new InvalidDataException(
                $"{folder}: found a predictor trained on another {request.Model} (model hash {trainedOn}), expected that of {LanguageTable.FileIn(root.Features, request.Model)} "
                + $"({profiles.Origin.ModelHash}); train it anew with `dotnet run --project src/Training`.");
        LanguageProfile[] sources = [.. codes.Select(c => profiles[c]).Where(p => p.Language.Iso6393 != target.Iso6393)];
        ILookup<string, double> measured = Measured(root, catalog)
            .Where(s => s.Task == request.Task && s.Model == request.Model && metrics.Contains(s.Metric) && s.Target.Code == target.Code)
            .ToLookup(s => s.Source.Code, s => s.Score);
        return new Ranking(target,
        [
            .. predictor.Predict(request.Model, request.Task, sources, profiles[target.Code])
                .OrderByDescending(p => p.Score).ThenBy(p => p.Source.Code, StringComparer.Ordinal)
                .Select(p => new RankedSource(p.Source, p.Score, p.Lower, p.Upper, measured.Contains(p.Source.Code) ? measured[p.Source.Code].Average() : null)),
        ],
        CaveatOf(profiles[target.Code], request.Model));
    }

    static string? CaveatOf(LanguageProfile target, string model) => target switch
    {
        { Corpus: null } => $"{target.Language.Name} has no token counts for {model}: ranked by family, genus, script and distance alone.",
        { Spectrum: null } => $"{target.Language.Name} has been counted since its spectrum was measured: `dotnet run --project src/Training` measures it.",
        { Spectrum.Token: null } => $"{target.Language.Name} has {target.Corpus.Tokens.Total} counted tokens, fewer than the {SpectrumSampling.TokenDraws} of a draw: ranked without spectra by token.",
        _ => null,
    };

    /// <summary>The metrics that the predictor learned for the task and model asked for; it must have learned one.</summary>
    static string[] MetricsOf(TrainingRecord record, string folder, RankingRequest request)
    {
        string[][] settings = [.. record.Settings.Select(s => s.Split('|')).Where(s => s.Length == 3)];
        string[] metrics = [.. settings.Where(s => s[0] == request.Task && s[2] == request.Model).Select(s => s[1])];
        return metrics.Length > 0 ? metrics : throw new InvalidDataException(
            $"{folder}: found a predictor of {string.Join(", ", settings.Select(s => $"{s[0]} with {s[2]}").Distinct())}, expected one of {request.Task} with {request.Model}; "
            + "train it with `dotnet run --project src/Training` on scores of that task and model.");
    }

    static ImmutableArray<ScoreRow> Measured(ProjectRoot root, LanguageCatalog catalog) => Directory.Exists(root.Scores)
        ? ScoreFile.ReadAll(Directory.EnumerateFiles(root.Scores, "*.csv").Order(StringComparer.Ordinal), catalog)
        : [];
}
