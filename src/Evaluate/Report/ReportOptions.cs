using TransferPredict.Features;
using TransferPredict.Features.Languages;

namespace TransferPredict.Evaluate.Report;

/// <summary>What a report is made of.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Predictor">Folder of the predictor.</param>
/// <param name="Model">The only model to show; null for all that the predictor knows.</param>
/// <param name="Task">The only task to show; null for all that the predictor knows.</param>
/// <param name="Target">The language that the page opens with; null for the first.</param>
/// <param name="Folds">Parts of the target languages that are held out in turn, 2 or more.</param>
/// <param name="Threads">Languages and folds at a time; the page does not depend on it.</param>
sealed record ReportOptions(ProjectRoot Root, string Predictor, string? Model, string? Task, Language? Target, int Folds, int Threads)
{
    /// <summary>The folds where nothing is said: what a report at the keyboard can wait for.</summary>
    public const int DefaultFolds = 5;

    /// <summary>Seed of folds, training and bootstraps.</summary>
    public const int Seed = 1;
}
