namespace TransferPredict.Training.Sets;

/// <summary>A source that was taken into a set.</summary>
/// <param name="Source">Its number.</param>
/// <param name="Expected">The expected score of the set once it is in: of the best of its members.</param>
public readonly record struct ChosenSource(int Source, double Expected);
