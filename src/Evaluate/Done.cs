namespace TransferPredict.Evaluate;

/// <summary>Passes on how much of some work is done.</summary>
/// <typeparam name="T">How it is counted: steps, or the share of the whole.</typeparam>
/// <param name="tell">Told how much.</param>
sealed class Done<T>(Action<T> tell) : IProgress<T>
{
    public void Report(T value) => tell(value);
}
