using System.CommandLine;
using System.CommandLine.Parsing;
using TransferPredict.Features.Layers;
using TransferPredict.Features.Spectra.PowerLaws;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary>The options of an analysis of layers.</summary>
sealed class LayerOptions
{
    static readonly LayerAnalysisOptions _defaults = new();

    readonly Option<LayerFilter?> _layers = new("--layers")
    {
        Description = "Analyse some matrices only: ids, roles, types or names (with *), separated by commas; with a leading - all but these",
        HelpName = "FILTER",
        CustomParser = ParseFilter,
    };
    readonly Option<int> _minEvals = WholeNumberOption.Create("--min-evals", "Leave out matrices with fewer eigenvalues", _defaults.MinEvals, 1);
    readonly Option<int> _maxEvals = WholeNumberOption.Create("--max-evals", "Leave out matrices with more eigenvalues", _defaults.MaxEvals, 1);
    readonly Option<int> _maxN = WholeNumberOption.Create(
        "--max-n", $"Leave out matrices with a larger dimension above N; none without it ({LayerAnalysisOptions.WeightWatcherMaxN} with --weightwatcher)", int.MaxValue, 1);
    readonly Option<PowerLawKind> _fit = new("--fit")
    {
        Description = "The law: PL (power law), TPL (with an exponential cut-off), E_TPL (the same, beginning near the spectrum's peak)",
        HelpName = "PL|TPL|E_TPL",
        CustomParser = ParseKind,
    };
    readonly Option<string?> _fixFingers = new("--fix-fingers") { Description = "clip_xmax: leave out a few of the largest eigenvalues where that lowers alpha by more than 1", HelpName = "clip_xmax" };
    readonly Option<bool> _mpFit = new("--mp-fit") { Description = "Fit the Marchenko-Pastur law of the bulk, count the spikes above it" };
    readonly Option<bool> _randomize = new("--randomize") { Description = "Compare with the matrix's own elements, shuffled" };
    readonly Option<int> _pValue = WholeNumberOption.Create("--pvalue", "Replicas of the bootstrap for the fit's p-value, which adds the comparison with other laws; 0 = neither", 0, 0);
    readonly Option<int> _seed = WholeNumberOption.Create("--seed", "Seed of all that is drawn", (int)_defaults.Seed, 0);
    readonly Option<int> _threads = WholeNumberOption.Create("--threads", "Threads; results do not depend on it", Environment.ProcessorCount, 1, 1024);
    readonly Option<bool> _weightWatcher = new("--weightwatcher") { Description = "Do as WeightWatcher does where this analysis differs deliberately (docs/spectra.md)" };
    readonly Option<bool> _allowLinks = new("--allow-links") { Description = "Follow symbolic links out of the model's folder, as model caches have them" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_layers, _fit, _fixFingers, _mpFit, _randomize, _pValue, _minEvals, _maxEvals, _maxN, _seed, _threads, _weightWatcher, _allowLinks])
            command.Options.Add(option);
        _fixFingers.AcceptOnlyFromAmong("clip_xmax");
        _maxN.DefaultValueFactory = null; // not for help to show: it depends on --weightwatcher
        command.Validators.Add(result =>
        {
            if (Given(result, _fixFingers) is not null && "E_TPL".Equals(Given(result, _fit), StringComparison.OrdinalIgnoreCase))
                result.AddError("--fix-fingers clip_xmax with --fit E_TPL; expected one of them: E_TPL chooses where the tail begins in its own way.");
            int least = int.TryParse(Given(result, _minEvals), out int l) ? l : _defaults.MinEvals, most = int.TryParse(Given(result, _maxEvals), out int m) ? m : _defaults.MaxEvals;
            if (least > most && least > 0 && most > 0)
                result.AddError($"--min-evals {least} is above --max-evals {most}; expected at most that.");
        });
    }

    public LayerAnalysisOptions Read(ParseResult parsed) => new()
    {
        Layers = parsed.GetValue(_layers) ?? LayerFilter.All,
        MinEvals = parsed.GetValue(_minEvals),
        MaxEvals = parsed.GetValue(_maxEvals),
        MaxN = parsed.GetResult(_maxN) is null ? null : parsed.GetValue(_maxN),
        Fit = new PowerLawOptions
        {
            Kind = parsed.GetValue(_fit),
            ClipFingers = parsed.GetValue(_fixFingers) is not null,
            PeakRangeOfWeightWatcher = parsed.GetValue(_weightWatcher),
        },
        MarchenkoPastur = parsed.GetValue(_mpFit),
        Randomize = parsed.GetValue(_randomize),
        PValueReplicas = parsed.GetValue(_pValue),
        Seed = parsed.GetValue(_seed),
        Threads = parsed.GetValue(_threads),
        WeightWatcher = parsed.GetValue(_weightWatcher),
    };

    public bool AllowsLinks(ParseResult parsed) => parsed.GetValue(_allowLinks);

    /// <summary>Throws when a word of the filter matches nothing: a misspelt name must not look like an empty model.</summary>
    public static void RequireMatches(LayerFilter filter, ModelMatrices model)
    {
        if (filter.Unmatched(model.Matrices).FirstOrDefault() is not { } word)
            return;
        string some = string.Join(", ", model.Matrices.Take(4).Select(m => $"{m.LayerId} '{m.Name}' ({LayerRoles.NameOf(m.Role)})"));
        throw new InvalidDataException(
            $"--layers '{word}' matches none of the {model.Matrices.Count} matrices; expected an id, role, type or name such as those of {some}.");
    }

    static PowerLawKind ParseKind(ArgumentResult result)
    {
        switch (result.Tokens[0].Value.ToUpperInvariant())
        {
            case "PL":
                return PowerLawKind.PowerLaw;
            case "TPL":
                return PowerLawKind.Truncated;
            case "E_TPL":
                return PowerLawKind.TruncatedAtPeak;
            default:
                result.AddError($"--fit {result.Tokens[0].Value}; expected PL, TPL or E_TPL.");
                return default;
        }
    }

    static LayerFilter? ParseFilter(ArgumentResult result)
    {
        try
        {
            return LayerFilter.Parse(result.Tokens[0].Value);
        }
        catch (FormatException e)
        {
            result.AddError(e.Message);
            return null;
        }
    }

    // A validator sees no default values, and asking it for the value of text that is no value throws.
    static string? Given(CommandResult result, Option option) => result.GetResult(option)?.Tokens is [{ Value: var text }] ? text : null;
}
