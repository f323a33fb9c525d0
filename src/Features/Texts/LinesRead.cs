using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Texts;

/// <summary>Counts the lines that a model has read, one text after the other.</summary>
/// <param name="progress">Told their number; nobody when null.</param>
sealed class LinesRead(IProgress<int>? progress)
{
    int _before;

    /// <summary>Has a text read.</summary>
    /// <param name="lines">Its lines; blank ones, and what was read in an earlier run, count once it is done.</param>
    /// <param name="read">Reads it.</param>
    public T Read<T>(int lines, Func<IProgress<RepresentationProgress>, T> read)
    {
        T result = read(new Text(this));
        _before += lines;
        progress?.Report(_before);
        return result;
    }

    void Tell(int sentences) => progress?.Report(_before + sentences);

    sealed class Text(LinesRead all) : IProgress<RepresentationProgress>
    {
        public void Report(RepresentationProgress value) => all.Tell(value.Sentences);
    }
}
