namespace TransferPredict.Training.Validation;

/// <summary>A figure with what it rests on.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Interval">Its 95 % interval by bootstrap over groups; null where no sample of the groups has the figure.</param>
/// <param name="Groups">Groups (mostly target languages) that the bootstrap draws.</param>
public sealed record Figure(double Value, ConfidenceInterval? Interval, int Groups)
{
    /// <summary>Whether the interval lies on one side of 0: 1 above, -1 below, 0 where it holds 0 or there is none.</summary>
    public int Sign => Interval is { Low: > 0 } ? 1 : Interval is { High: < 0 } ? -1 : 0;
}
