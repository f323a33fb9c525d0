using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.ML;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.Predictor;

namespace TransferPredict.MlNet.Pipelines;

/// <summary>A predictor of the built-in engine, all four boosters, as an ITransformer: the same predictions as `rank` gives.</summary>
sealed class PredictorPipeline : IDisposable
{
    readonly TransferPredictor _predictor;
    readonly LanguageCatalog _languages;
    readonly PairNames _names;
    readonly ImmutableDictionary<string, LanguageProfiles> _profiles;
    readonly ConcurrentDictionary<(string Model, string Target), Dictionary<string, TransferScore>> _targets = new();

    PredictorPipeline(TransferPredictor predictor, LanguageCatalog languages, PairNames names, ImmutableDictionary<string, LanguageProfiles> profiles) =>
        (_predictor, _languages, _names, _profiles) = (predictor, languages, names, profiles);

    /// <summary>Loads a predictor.</summary>
    /// <param name="context">The context.</param>
    /// <param name="root">The repository, whose tables tell the features.</param>
    /// <param name="languages">The catalogue.</param>
    /// <param name="folder">Folder of the predictor.</param>
    /// <param name="task">The task to predict.</param>
    /// <param name="metric">The metric; null for the first that the predictor learned.</param>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the predictor does not know the task, or was trained on another model of a name.</exception>
    public static NamedPairTransformer Load(MLContext context, ProjectRoot root, LanguageCatalog languages, string folder, string task, string? metric)
    {
        TransferPredictor predictor = PredictorFolder.Load(folder);
        try
        {
            string[][] settings = [.. predictor.Record.Settings.Select(s => s.Split('|')).Where(s => s[0] == task && (metric ?? s[1]) == s[1])];
            if (settings.Length == 0)
                throw new InvalidDataException(
                    $"{folder}: found a predictor of {string.Join(", ", predictor.Record.Settings)}, expected one of {task}{(metric is null ? "" : $" ({metric})")}.");
            string known = settings[0][1];
            var pipeline = new PredictorPipeline(predictor, languages, new PairNames(task, known), settings.Where(s => s[1] == known)
                .ToImmutableDictionary(s => s[2], s => Profiles(root, languages, folder, s[2], predictor.Record)));
            var stored = new PairPipeline(context, pipeline._names);
            var scorer = context.Transforms.CustomMapping<Names, TransferScore>(pipeline.Score, contractName: null).Fit(new NamesView(stored.Schema()));
            return new NamedPairTransformer(context, pipeline._names, scorer, () => stored.Stored(pipeline.All()), stored.Schema(), pipeline);
        }
        catch
        {
            predictor.Dispose();
            throw;
        }
    }

    public void Dispose() => _predictor.Dispose();

    void Score(Names pair, TransferScore score)
    {
        TransferScore? found = Target(pair.Model, pair.Target).GetValueOrDefault(pair.Source);
        (score.Score, score.Lower, score.Upper) = (found?.Score ?? float.NaN, found?.Lower ?? float.NaN, found?.Upper ?? float.NaN);
    }

    /// <summary>Every pair that it knows: the sources it has scores of, with the languages of the catalogue.</summary>
    IEnumerable<(PairName, TransferScore)> All()
    {
        (string Model, string Target)[] targets = [.. from model in _profiles.Keys.Order(StringComparer.Ordinal) from target in _languages.Languages select (model, target.Code)];
        Parallel.ForEach(targets, t => Target(t.Model, t.Target));
        return targets.SelectMany(t => Target(t.Model, t.Target).Select(s => (new PairName(_names.Task!, _names.Metric!, t.Model, s.Key, t.Target), s.Value)));
    }

    /// <summary>The scores of all sources of a target, which are predicted together.</summary>
    Dictionary<string, TransferScore> Target(string model, string target) => _targets.GetOrAdd((model, target), _ =>
    {
        if (!_profiles.TryGetValue(model, out LanguageProfiles? profiles))
            return [];
        LanguageProfile served = profiles[target];
        if (served is { Corpus: null, Language.IsListed: false })
            return [];
        string setting = $"{model}|{_names.Task}|{_names.Metric}", prefix = setting + "|";
        LanguageProfile[] sources =
        [
            .. _predictor.Record.SourceEffects.ByQuery.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))
                .Select(k => profiles[k[prefix.Length..]]).Where(s => s.Language.Iso6393 != served.Language.Iso6393),
        ];
        return _predictor.Predict(setting, sources, served).ToDictionary(
            p => p.Source.Code, p => new TransferScore { Score = (float)p.Score, Lower = (float)p.Lower, Upper = (float)p.Upper }, StringComparer.Ordinal);
    });

    static LanguageProfiles Profiles(ProjectRoot root, LanguageCatalog languages, string folder, string model, TrainingRecord record)
    {
        LanguageProfiles profiles = ModelLanguages.Stored(root, languages, model);
        return record.Models.GetValueOrDefault(model) is var trainedOn && trainedOn == profiles.Origin.ModelHash ? profiles : throw new InvalidDataException(
            $"{folder}: found a predictor trained on another {model} (model hash {trainedOn}), expected that of {LanguageTable.FileIn(root.Features, model)} ({profiles.Origin.ModelHash}).");
    }

    /// <summary>The columns that go in.</summary>
    sealed class Names
    {
        public string Model { get; set; } = "";

        public string Source { get; set; } = "";

        public string Target { get; set; } = "";
    }
}
