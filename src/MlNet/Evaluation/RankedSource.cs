using TransferPredict.Features.Languages;

namespace TransferPredict.MlNet.Evaluation;

/// <summary>One source of a ranking.</summary>
/// <param name="Rank">Its place, from 1.</param>
/// <param name="Source">The language to fine-tune on.</param>
/// <param name="Score">Predicted score, in [0, 1], which sources are ordered by.</param>
/// <param name="Lower">Lower end of the 90 % interval; NaN where the model tells none.</param>
/// <param name="Upper">Upper end of the 90 % interval; NaN where the model tells none.</param>
public sealed record RankedSource(int Rank, Language Source, float Score, float Lower, float Upper);
