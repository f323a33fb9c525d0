namespace TransferPredict.Features;

/// <summary>Passes on progress at once, in the thread that reports it; <see cref="Progress{T}"/> does so later, in another.</summary>
/// <param name="tell">Told what is reported.</param>
public sealed class DirectProgress<T>(Action<T> tell) : IProgress<T>
{
    /// <inheritdoc/>
    public void Report(T value) => tell(value);
}
