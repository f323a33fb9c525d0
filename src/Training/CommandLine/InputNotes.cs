using TransferPredict.Training.Scores;

namespace TransferPredict.Training.CommandLine;

/// <summary>What of the scores and feature files is not in the table, a line each: nothing is left out unsaid.</summary>
public static class InputNotes
{
    /// <summary>The lines; none where everything was taken.</summary>
    /// <param name="inputs">What was read.</param>
    /// <param name="unionsJudged">Whether runs with several sources are told of elsewhere.</param>
    public static IEnumerable<string> Of(TrainingInputs inputs, bool unionsJudged = false)
    {
        foreach ((string model, int rows) in inputs.LeftOut)
            yield return $"left out: {Cells.Count(rows, "run")} of {model}, which models/ does not have";
        foreach (TaskMeasurability chance in inputs.NotMeasurable)
            yield return $"left out: {chance.Task} with {chance.Model} ({chance.Metric}), not measurable: mean score {Cells.Score(chance.MeanScore)}, "
                + $"without transfer {Cells.Score(chance.BetterBaseline)}, noise of a run {Cells.Score(chance.Noise)}";
        if (!unionsJudged && inputs.UnionRows.Length > 0)
            yield return $"left out: {Cells.Count(inputs.UnionRows.Length, "run")} with several sources, which are no pairs";
        if (inputs.Table.SkippedTargets is { Length: > 0 } skipped)
            yield return $"left out: targets without any feature: {string.Join(", ", skipped)}";
        if (inputs.JoinedRowsUnused > 0)
            yield return $"left out: {inputs.JoinedRowsUnused} of {Cells.Count(inputs.JoinedRows, "row")} of features, of pairs that are not judged";
    }
}
