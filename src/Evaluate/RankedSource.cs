using TransferPredict.Features.Languages;

namespace TransferPredict.Evaluate;

/// <summary>One source of a ranking.</summary>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="Source">The language to fine-tune on.</param>
/// <param name="Predicted">Predicted score, in [0, 1], which sources are ordered by; the known score where there is one.</param>
/// <param name="Lower">Lower end of the interval.</param>
/// <param name="Upper">Upper end of the interval.</param>
/// <param name="Measured">The score in data/scores, seeds averaged; null where it was never measured.</param>
/// <param name="Known">The score that the user told; null where none was.</param>
/// <param name="Tied">Whether it cannot be told from the best; null where the predictor has no held-out errors.</param>
/// <param name="Gain">What its measurement is expected to be worth; null where it was not asked for.</param>
/// <param name="Chosen">Its place among the chosen, from 1; null where it is not chosen.</param>
/// <param name="Union">Expected score of the chosen up to this one together; null where it is not chosen.</param>
sealed record RankedSource(
    int Rank, Language Source, double Predicted, double Lower, double Upper, double? Measured, double? Known, bool? Tied, double? Gain, int? Chosen, double? Union);
