using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Texts;

/// <summary>Counts the lines that a model has read of several texts, one after the other or side by side.</summary>
/// <param name="progress">Told their number; nobody when null.</param>
sealed class LinesRead(IProgress<int>? progress)
{
    readonly Lock _lock = new();
    int _read;

    /// <summary>Has a text read.</summary>
    /// <param name="lines">Its lines; blank ones, and what was read in an earlier run, count once it is done.</param>
    /// <param name="read">Reads it.</param>
    public T Read<T>(int lines, Func<IProgress<RepresentationProgress>, T> read)
    {
        int told = 0;
        T result = read(new DirectProgress<RepresentationProgress>(step => Tell(step.Sentences)));
        Tell(lines);
        return result;

        void Tell(int ofText)
        {
            lock (_lock)
            {
                _read += ofText - told;
                told = ofText;
                progress?.Report(_read);
            }
        }
    }
}
