using TransferPredict.Features.Languages;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>The predicted zero-shot score of one source for a target.</summary>
/// <param name="Source">The language to fine-tune on.</param>
/// <param name="Score">The prediction, in [0, 1].</param>
/// <param name="Lower">Lower end of its interval, in [0, 1].</param>
/// <param name="Upper">Upper end of its interval, in [0, 1].</param>
public sealed record PredictedScore(Language Source, double Score, double Lower, double Upper)
{
    /// <summary>A score with the interval around it.</summary>
    public static PredictedScore Of(Language source, double score, ConformalInterval interval)
    {
        (double lower, double upper) = interval.Around(score);
        return new PredictedScore(source, score, lower, upper);
    }
}
