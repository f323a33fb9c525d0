using TransferPredict.Training.CommandLine;

namespace TransferPredict.Training.Tests.CommandLine;

public sealed class BarsTest
{
    [Theory]
    [InlineData(0, 0, 0, "●···············")]
    [InlineData(1, 1, 1, "···············●")]
    [InlineData(0.25, 0.5, 0.75, "····────●────···")]
    [InlineData(0, 0.5, 1, "────────●───────")]
    public void Interval(double lower, double score, double upper, string drawn) => Assert.Equal(drawn, Bars.Interval(lower, score, upper));

    [Theory]
    [InlineData(0.2, 0.2, "████████████")]
    [InlineData(-0.1, 0.2, "██████")]
    [InlineData(0, 0.2, "")]
    public void Share(double value, double longest, string drawn) => Assert.Equal(drawn, Bars.Share(value, longest));
}
