namespace TransferPredict.Features.Texts;

/// <summary>A part of some work: what is done of it is told as a share of the whole.</summary>
/// <param name="whole">Is told the share of the whole that is done.</param>
/// <param name="from">Share of the whole that is done when the part begins.</param>
/// <param name="width">The part's share of the whole.</param>
sealed class WorkPart(IProgress<double> whole, double from, double width) : IProgress<double>
{
    public void Report(double value) => whole.Report(from + width * value);
}
