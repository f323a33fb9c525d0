namespace TransferPredict.Features.Tests.Concepts;

/// <summary>Keeps what work told of its progress, at once and from any thread.</summary>
sealed class ToldShares : IProgress<double>
{
    readonly Lock _lock = new();

    public List<double> Shares { get; } = [];

    public void Report(double value)
    {
        lock (_lock)
            Shares.Add(value);
    }
}
