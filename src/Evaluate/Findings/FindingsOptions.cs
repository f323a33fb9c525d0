using TransferPredict.Features;

namespace TransferPredict.Evaluate.Findings;

/// <summary>How the page of findings is made.</summary>
/// <param name="Root">The repository.</param>
/// <param name="Folds">Folds of whole targets, 2 or more.</param>
/// <param name="Threads">Folds and features at a time; the page does not depend on it.</param>
sealed record FindingsOptions(ProjectRoot Root, int Folds, int Threads)
{
    public const int DefaultFolds = 20;

    /// <summary>Seed of folds, training and bootstraps.</summary>
    public const int Seed = 1;
}
