using System.Collections.Immutable;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>What was found of one model, task and metric.</summary>
/// <param name="Task">Whether it can be measured.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Ceiling">How well one seed orders the sources as another does; null where nothing was repeated.</param>
/// <param name="Worths">What each feature tells alone.</param>
/// <param name="Combined">The combined measure by view.</param>
/// <param name="Families">The predictor with and without families; null where there are too few targets.</param>
/// <param name="OnCeilingPairs">The predictor's figures on the repeated pairs alone; null where nothing was repeated.</param>
sealed record SettingFindings(
    TaskMeasurability Task, TrainingRows Rows, AccuracyReport? Ceiling, ImmutableArray<FeatureWorth> Worths, ImmutableArray<CombinedStudy> Combined,
    FamilyAblation? Families, AccuracyReport? OnCeilingPairs)
{
    /// <summary>As headings name it.</summary>
    public string Title => $"{Task.Task} ({Task.Metric}), {Task.Model}";
}
