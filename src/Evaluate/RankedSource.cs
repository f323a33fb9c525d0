using TransferPredict.Features.Languages;

namespace TransferPredict.Evaluate;

/// <summary>One source of a ranking.</summary>
/// <param name="Source">The language to fine-tune on.</param>
/// <param name="Score">Predicted score, in [0, 1].</param>
/// <param name="Lower">Lower end of the 90 % interval.</param>
/// <param name="Upper">Upper end of the 90 % interval.</param>
/// <param name="Measured">The measured score, seeds averaged; null where it was never measured.</param>
sealed record RankedSource(Language Source, double Score, double Lower, double Upper, double? Measured);
