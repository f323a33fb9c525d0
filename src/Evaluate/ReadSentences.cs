using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Evaluate;

/// <summary>Counts the sentences that a model has read.</summary>
/// <param name="done">Told their number.</param>
sealed class ReadSentences(Action<int> done) : IProgress<RepresentationProgress>
{
    public void Report(RepresentationProgress value) => done(value.Sentences);
}
