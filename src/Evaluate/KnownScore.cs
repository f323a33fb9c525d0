namespace TransferPredict.Evaluate;

/// <summary>A score of the target that a user measured.</summary>
/// <param name="Source">The source as the user spells it.</param>
/// <param name="Score">The score, a fraction in [0, 1].</param>
sealed record KnownScore(string Source, double Score);
