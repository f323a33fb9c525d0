using TransferPredict.Training.Engines;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.CommandLine;

/// <summary>Tells a user what the main job did.</summary>
public static class TrainingSummary
{
    /// <summary>Writes to standard output.</summary>
    /// <param name="outcome">What was done.</param>
    /// <param name="folder">The folder that was asked for; null for the usual one.</param>
    public static void Write(TrainingOutcome outcome, string? folder)
    {
        Write(outcome.Inputs, outcome.Study);
        foreach ((string setting, ConformalInterval interval) in outcome.Predictor.Intervals)
            Console.WriteLine(setting.Split('|') is [var model, var task, var metric] && interval.HalfWidth is { } half
                ? $"A new language's score ({task} with {model}, {metric}) is within {Cells.Score(half)} of its prediction with probability {interval.Level:0.0} ({Cells.Count(interval.Languages, "held-out language")})."
                : $"{setting}: {Cells.Count(interval.Languages, "held-out language is", "held-out languages are")} too few to promise a {interval.Level:0.0} interval narrower than [0, 1].");
        Console.WriteLine();
        Console.WriteLine($"Saved to {outcome.Folder}. Next: {ProgramName.Start} rank fao_Latn{OptionsOf(outcome, folder)}");
    }

    /// <summary>Writes to standard output what was done with an engine that was loaded.</summary>
    public static void Write(EngineOutcome outcome)
    {
        Write(outcome.Inputs, outcome.Study);
        Console.WriteLine();
        Console.WriteLine($"Saved to {outcome.File}. What can be done with it: docs/mlnet.md");
    }

    static void Write(TrainingInputs inputs, AccuracyStudy study)
    {
        TrainingTable table = inputs.Table;
        Console.WriteLine($"Scores      {Cells.Count(inputs.Scores.Length, "run")} from {string.Join(", ", inputs.ScoreFiles.Keys)}");
        Console.WriteLine($"Models      {string.Join(", ", inputs.Models.Keys)}");
        Console.WriteLine($"Pairs       {table.Rows.Count} of two languages: {Cells.Count(table.Rows.Sources.Distinct().Count(), "source")}, {Cells.Count(table.Rows.Targets.Distinct().Count(), "target")}, {PredictorSchema.Current.Features.Length} features");
        foreach (string note in InputNotes.Of(inputs))
            Console.WriteLine($"            {note}");
        Console.WriteLine();
        AccuracyTable.Write(study, allFeatures: false);
    }

    /// <summary>What `rank` must be told besides its target to use this predictor.</summary>
    static string OptionsOf(TrainingOutcome outcome, string? folder)
    {
        (string task, string model) = outcome.Predictor.Record.Settings.Select(s => s.Split('|')).Select(s => (s[0], s[2]))
            .OrderByDescending(s => s == (Defaults.Task, Defaults.Model)).First();
        return (task == Defaults.Task ? "" : $" --task {task}") + (model == Defaults.Model ? "" : $" --model {model}") + (folder is null ? "" : $" --predictor {folder}");
    }
}
