using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Texts;

/// <summary>A language's text as a model sees it.</summary>
/// <param name="Language">The language.</param>
/// <param name="Vectors">Its vectors, layer by layer.</param>
/// <param name="Words">What each sampled vector is the word of.</param>
public sealed record LanguageText(string Language, VectorFile Vectors, string[] Words);
