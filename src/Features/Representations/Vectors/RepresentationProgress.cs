namespace TransferPredict.Features.Representations.Vectors;

/// <summary>How far the reading of a text is.</summary>
/// <param name="Language">The language.</param>
/// <param name="Sentences">Sentences done.</param>
/// <param name="Words">Words done.</param>
public readonly record struct RepresentationProgress(string Language, int Sentences, long Words);
