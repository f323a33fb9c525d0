using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using TransferPredict.Features.Languages;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Commands;

/// <summary>The options that say what accuracy is measured of, and how.</summary>
sealed class AccuracyOptions
{
    readonly TrainingCommandOptions _shared = new();

    readonly Option<string> _split = new("--split")
    {
        Description = "What is held out; without leave-one- and -out too",
        HelpName = string.Join('|', SplitNames.All),
        DefaultValueFactory = _ => SplitNames.All[0],
    };

    readonly Option<bool> _strict = new("--strict") { Description = "Held-out languages leave the training rows altogether, as sources too" };

    readonly Option<string[]> _probe = PathOption.Check(new Option<string[]>("--probe")
    {
        Description = "Sources whose scores of each held-out target are told, separated by commas; the others are judged",
        HelpName = "SRC,...",
        AllowMultipleArgumentsPerToken = true,
    });

    readonly Option<double> _level = LevelOption.Create("Coverage that intervals promise");

    readonly Option<string[]> _without = new("--without")
    {
        Description = "Families of features, separated by commas, without which the predictor is tested as well; several times for several",
        HelpName = "FAMILY,...",
    };

    readonly Option<bool> _noBaselines = new("--no-baselines") { Description = "The predictor without the baselines beside it, which is done sooner" };

    readonly Option<string?> _tune = new("--tune") { Description = "Choose LightGBM's parameters anew in every fold, by holding out targets among its training rows", HelpName = "nested" };

    readonly Option<int> _seeds = WholeNumberOption.Create("--seeds", "Train with so many seeds, from --seed on, and tell how far figures depend on them", 1, 1, 100);

    readonly Option<string[]> _features = PathOption.Check(new Option<string[]>("--features") { Description = "Further features of the pairs, one file or several", HelpName = "FILE", AllowMultipleArgumentsPerToken = true });

    readonly Option<string?> _proxy = Completions.Models(PathOption.Check(new Option<string?>("--proxy") { Description = "The model of models/ whose features stand in for those of models that are not there", HelpName = "NAME" }));

    public void AddTo(Command command)
    {
        _tune.AcceptOnlyFromAmong("nested");
        foreach (Option option in (Option[])[_split, _strict, _probe, _level, _without, _noBaselines, _tune, _seeds, _features, _proxy])
            command.Options.Add(option);
        _shared.AddTo(command);
        command.Validators.Add(Check);
    }

    /// <summary>Which scores and features are read; of models that are not here, too.</summary>
    public TrainingOptions Inputs(ParseResult parsed) => _shared.Read(parsed) with
    {
        AnyModel = true,
        FeatureFiles = [.. parsed.GetValue(_features) ?? []],
        Proxy = parsed.GetValue(_proxy),
    };

    public Splitter Splitter(ParseResult parsed) =>
        SplitNames.Find(parsed.GetValue(_split)!, Inputs(parsed).Seed)! is var splitter && parsed.GetValue(_strict) ? splitter.Strict() : splitter;

    public IRegressor Predictor(ParseResult parsed, int seed) => parsed.GetValue(_tune) is null
        ? new LightGbmRegressor(LightGbmRegressor.DefaultParameters with { Seed = seed }) : new TunedRegressor(TunedRegressor.Candidates(seed));

    public StudyOptions Study(ParseResult parsed, LanguageCatalog catalog) => new()
    {
        Level = parsed.GetValue(_level),
        Probes = [.. (parsed.GetValue(_probe) ?? []).SelectMany(Parts).Select(c => catalog.ResolveOrUnlisted(c).Code).Distinct()],
        Without = [.. (parsed.GetValue(_without) ?? []).Select(Families)],
        Baselines = !parsed.GetValue(_noBaselines),
        OtherSeeds = [.. Enumerable.Range(Inputs(parsed).Seed + 1, parsed.GetValue(_seeds) - 1).Select(seed => Predictor(parsed, seed))],
    };

    void Check(CommandResult result)
    {
        if ((result.GetValue(_without) ?? []).Any(w => Families(w).IsEmpty))
            result.AddError("--without names no family; expected one or more, separated by commas: esd,ww.");
        if ((result.GetValue(_probe) ?? []).Any(p => Parts(p).Length == 0))
            result.AddError("--probe names no source; expected one or more, separated by commas: eng_Latn,deu_Latn.");
        if (result.GetValue(_noBaselines) && result.GetValue<bool>("--all"))
            result.AddError("--all shows single features, which are baselines and left out by --no-baselines; expected one of the two.");
        if (_shared.Seed(result) is { } seed && WholeNumberOption.Given(result, _seeds) is { } seeds && (long)seed + seeds > int.MaxValue)
            result.AddError($"--seed is {seed} and --seeds {seeds}; expected their sum to be {int.MaxValue} at most.");
        string named = result.GetResult(_split) is { Tokens: [{ Value: var given }] } ? given : SplitNames.All[0];
        if (SplitNames.Find(named, seed: 0) is not { } splitter)
            result.AddError($"--split is '{named}'; expected one of {string.Join(", ", SplitNames.All)}.");
        else if (result.GetResult(_strict) is { Implicit: false } && !splitter.HoldsLanguages)
            result.AddError($"--strict with {splitter.Name}, which holds no languages out; expected a split of targets or sources.");
        else if (result.GetResult(_probe) is { Implicit: false } && !splitter.HoldsQueries)
            result.AddError($"--probe with {splitter.Name}, which learns from other scores of the same target; expected a split of targets or models.");
    }

    static ImmutableArray<string> Families(string given) => [.. Parts(given).Select(f => f.TrimEnd('.')).Distinct()];

    static string[] Parts(string given) => given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
