using System.Collections.Immutable;
using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Sets;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>accuracy</c>: how well a predictor trained on these scores does on what it has not seen, beside the baselines.</summary>
static class AccuracyCommand
{
    const double LeastLevel = 0.001, GreatestLevel = 0.999;

    public static Command Create()
    {
        var shared = new TrainingCommandOptions();
        var split = new Option<string>("--split") { Description = "What is held out; without leave-one- and -out too", HelpName = string.Join('|', SplitNames.All), DefaultValueFactory = _ => SplitNames.All[0] };
        var features = PathOption.Check(new Option<string[]>("--features") { Description = "Further features of the pairs, one file or several", HelpName = "FILE", AllowMultipleArgumentsPerToken = true });
        var proxy = PathOption.Check(new Option<string?>("--proxy") { Description = "The model of models/ whose features stand in for those of models that are not there", HelpName = "NAME" });
        var strict = new Option<bool>("--strict") { Description = "Held-out languages leave the training rows altogether, as sources too" };
        var probe = new Option<string[]>("--probe") { Description = "Sources whose scores of each held-out target are told, separated by commas; the others are judged", HelpName = "SRC,...", AllowMultipleArgumentsPerToken = true };
        Option<double> level = NumberOption.Create("--level", "Coverage that intervals promise", ConformalInterval.DefaultLevel, LeastLevel, GreatestLevel);
        var without = new Option<string[]>("--without") { Description = "Families of features, separated by commas, without which the predictor is tested as well; several times for several", HelpName = "FAMILY,..." };
        var tune = new Option<string?>("--tune") { Description = "Choose LightGBM's parameters anew in every fold, by holding out targets among its training rows", HelpName = "nested" };
        tune.AcceptOnlyFromAmong("nested");
        Option<int> seeds = WholeNumberOption.Create("--seeds", "Train with so many seeds, from --seed on, and tell how far figures depend on them", 1, 1, 100);
        var predictions = PathOption.Check(new Option<string?>("--predictions") { Description = "Write every held-out prediction with its interval: CSV", HelpName = "FILE" });
        var all = new Option<bool>("--all") { Description = "Show how every single feature ranks, not only the best" };
        var output = new DataOutput();
        var command = new Command("accuracy", "Tests the predictor on held-out languages, beside the baselines and the noise ceiling") { split, strict, probe, level, without, tune, seeds, predictions, all, features, proxy };
        shared.AddTo(command);
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            if ((result.GetValue(without) ?? []).Any(w => Families(w).IsEmpty))
                result.AddError("--without names no family; expected one or more, separated by commas: esd,ww.");
            if (result.GetResult(seeds) is { Implicit: false } && shared.Seed(result) > int.MaxValue - result.GetValue(seeds))
                result.AddError($"--seed is {shared.Seed(result)} and --seeds {result.GetValue(seeds)}; expected their sum to be {int.MaxValue} at most.");
            string named = result.GetResult(split) is { Tokens: [{ Value: var given }] } ? given : SplitNames.All[0];
            if (SplitNames.Find(named, seed: 0) is not { } splitter)
                result.AddError($"--split is '{named}'; expected one of {string.Join(", ", SplitNames.All)}.");
            else if (result.GetResult(strict) is { Implicit: false } && !splitter.HoldsLanguages)
                result.AddError($"--strict with {splitter.Name}, which holds no languages out; expected a split of targets or sources.");
            else if (result.GetResult(probe) is { Implicit: false } && !splitter.HoldsQueries)
                result.AddError($"--probe with {splitter.Name}, which learns from other scores of the same target; expected a split of targets or models.");
        });
        command.SetWork((parsed, cancellation) =>
        {
            TrainingOptions options = shared.Read(parsed) with
            {
                AnyModel = true,
                FeatureFiles = [.. parsed.GetValue(features) ?? []],
                Proxy = parsed.GetValue(proxy),
            };
            ProjectRoot root = ProjectRoot.Find();
            var study = new StudyOptions
            {
                Level = parsed.GetValue(level),
                Probes = [.. Probes(parsed.GetValue(probe) ?? [], LanguageCatalog.LoadShipped(root))],
                Without = [.. (parsed.GetValue(without) ?? []).Select(Families)],
                OtherSeeds = [.. Enumerable.Range(options.Seed + 1, parsed.GetValue(seeds) - 1).Select(Predictor)],
            };
            Splitter splitter = SplitNames.Find(parsed.GetValue(split)!, options.Seed)!;
            bool quiet = shared.IsQuiet(parsed);
            IRegressor Predictor(int seed) => parsed.GetValue(tune) is null
                ? new LightGbmRegressor(LightGbmRegressor.DefaultParameters with { Seed = seed }) : new TunedRegressor(TunedRegressor.Candidates(seed));
            (TrainingInputs inputs, AccuracyStudy result) = Run(
                root, options, Predictor(options.Seed), parsed.GetValue(strict) ? splitter.Strict() : splitter, study, new JobProgress(quiet), cancellation);
            if (parsed.GetValue(predictions) is { } file)
                OutputFile.Write(file, string.Concat(AccuracyData.Predictions(result).Select(line => line + "\n")));
            var ties = new Lazy<TieStudy?>(() => TieStudy.Run(result.Rows, result.Predictions, study.Level, options.Seed)); // neither is needed by --quiet alone
            var unions = new Lazy<UnionStudy>(() => UnionStudy.Run(result.Rows, result.Predictions, inputs.UnionRows, options.Seed));
            output.Write(parsed, () => AccuracyData.Json(result, ties.Value, unions.Value), () => AccuracyData.Csv(result, ties.Value, unions.Value));
            if (output.TakesStandardOutput(parsed) || quiet)
                return ExitCode.Done;
            AccuracyTable.Write(result, parsed.GetValue(all));
            TiePrinter.Write(ties.Value, study.Level);
            UnionPrinter.Write(unions.Value);
            foreach (string note in InputNotes.Of(inputs))
                Console.WriteLine(note);
            return ExitCode.Done;
        });
        return command;
    }

    static IEnumerable<string> Probes(string[] given, LanguageCatalog catalog) =>
        given.SelectMany(g => g.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Select(c => catalog.ResolveOrUnlisted(c).Code).Distinct();

    static ImmutableArray<string> Families(string given) =>
        [.. given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(f => f.TrimEnd('.')).Distinct()];

    static (TrainingInputs Inputs, AccuracyStudy Study) Run(
        ProjectRoot root, TrainingOptions options, IRegressor regressor, Splitter splitter, StudyOptions study, JobProgress progress, CancellationToken cancellation)
    {
        TrainingInputs inputs = TrainingInputs.Read(root, options, progress, cancellation);
        return (inputs, progress.Run($"Testing ({splitter.Title})", splitter.Split(inputs.Table.Rows.Groups).Length,
            done => AccuracyStudy.Run(regressor, inputs.Table, splitter, options.Seed, options.Threads, done, cancellation, study)));
    }
}
