using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Training.Engines;

namespace TransferPredict.Training.CommandLine;

/// <summary>The options that say what learns: --engine and --engine-path.</summary>
sealed class EngineOptions
{
    readonly Option<string> _engine = new("--engine") { Description = "What learns: LightGBM itself, or ML.NET's LightGBM (docs/mlnet.md)", HelpName = string.Join('|', TrainingEngines.Names), DefaultValueFactory = _ => TrainingEngines.BuiltIn };
    readonly Option<string?> _path = PathOption.Check(new Option<string?>("--engine-path") { Description = "The engine's assembly or its folder; this program's folder when left out", HelpName = "PATH" });

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_engine);
        command.Options.Add(_path);
        command.Validators.Add(result =>
        {
            string named = result.GetResult(_engine) is { Tokens: [{ Value: var given }] } ? given : TrainingEngines.BuiltIn;
            if (!TrainingEngines.Names.Contains(named))
                result.AddError($"--engine is '{named}'; expected one of {string.Join(", ", TrainingEngines.Names)}.");
            else if (named == TrainingEngines.BuiltIn && result.GetResult(_path) is not null)
                result.AddError($"--engine-path with the engine {TrainingEngines.BuiltIn}, which is built in; expected --engine {TrainingEngines.MlNet} too.");
        });
    }

    /// <summary>The engine; null for the built-in one.</summary>
    /// <exception cref="FileNotFoundException">Its assembly is not there; the message says how to build it.</exception>
    /// <exception cref="InvalidDataException">Its assembly holds no engine, or one that was built against another version of this program.</exception>
    public ITrainingEngine? Load(ParseResult parsed) => TrainingEngines.Load(parsed.GetValue(_engine)!, parsed.GetValue(_path));

    /// <summary>Where an engine saves when nothing is said: models/predictor is the built-in engine's alone.</summary>
    public string DefaultFolder(ParseResult parsed, ProjectRoot root) => Path.Combine(root.Models, $"predictor-{parsed.GetValue(_engine)}");
}
