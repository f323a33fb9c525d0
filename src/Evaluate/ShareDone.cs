namespace TransferPredict.Evaluate;

/// <summary>Passes on what share of some work is done.</summary>
/// <param name="done">Told the share, in [0, 1].</param>
sealed class ShareDone(Action<double> done) : IProgress<double>
{
    public void Report(double value) => done(value);
}
