using TransferPredict.Features.Languages;

namespace TransferPredict.Training.Scores;

/// <summary>One measured run: a model fine-tuned on one language, tested on another.</summary>
/// <param name="Task">pos, ner, sentiment, topic, translation or another word.</param>
/// <param name="Metric">accuracy, f1, macro_f1, chrf, token_accuracy, bleu or another word.</param>
/// <param name="Model">Name of the multilingual model.</param>
/// <param name="Source">The language it was fine-tuned on.</param>
/// <param name="Target">The language it was tested on.</param>
/// <param name="Score">The result as a fraction, in [0, 1].</param>
/// <param name="TrainSize">Size of the fine-tuning set in the task's own unit (words, sentences); null where it is not known.</param>
/// <param name="Seed">Seed of the run; null where it is not known.</param>
/// <param name="Origin">Who measured it.</param>
public sealed record ScoreRow(
    string Task, string Metric, string Model, Language Source, Language Target, double Score, long? TrainSize, long? Seed, string Origin)
{
    /// <summary>Which run it is.</summary>
    public MeasuredRun Run => new(Task, Metric, Model, Source.Code, Target.Code, TrainSize, Seed);
}
