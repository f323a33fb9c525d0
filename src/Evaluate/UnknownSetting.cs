using TransferPredict.Features;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate;

/// <summary>The complaint about a task and model that a predictor has not learned.</summary>
static class UnknownSetting
{
    /// <summary>Names what was found, and what may have been meant.</summary>
    /// <param name="folder">Folder of the predictor.</param>
    /// <param name="record">What it was trained on.</param>
    /// <param name="task">The task; null for any.</param>
    /// <param name="model">The multilingual model; null for any.</param>
    public static InvalidDataException Error(string folder, TrainingRecord record, string? task, string? model)
    {
        string[][] known = [.. record.Settings.Select(s => s.Split('|')).Where(s => s.Length == 3)];
        string hints = (model is null ? "" : Spelling.Hint(model, known.Select(s => s[2]))) + (task is null ? "" : Spelling.Hint(task, known.Select(s => s[0])));
        return new InvalidDataException(
            $"{folder}: found a predictor of {string.Join(", ", known.Select(s => $"{s[0]} with {s[2]}").Distinct())}, expected one of {task ?? "any task"} with {model ?? "any model"}; "
            + $"train it with `dotnet run --project src/Training` on scores of that task and model (`--scores FILE` where they are not measurable by themselves).{hints}");
    }
}
