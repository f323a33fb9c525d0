using TransferPredict.Training.Scores;
using Xunit;

namespace TransferPredict.Training.Tests.Scores;

public class ScoreRangeTest
{
    [Theory]
    [InlineData(0.001)]
    [InlineData(0.37)]
    [InlineData(0.999)]
    public void PredictionsWithinStayAsTheyAre(double predicted) => Assert.Equal(predicted, ScoreRange.Into(predicted));

    [Fact]
    public void PredictionsBeyondKeepTheirOrderWithinTheRange()
    {
        double[] predicted = [-0.2, -0.1, -0.002, 0, 0.0005, 0.001, 0.5, 0.999, 0.9995, 1, 1.01];
        double[] within = [.. predicted.Select(ScoreRange.Into)];
        Assert.All(within, score => Assert.InRange(score, 0, 1));
        Assert.All(within.Skip(1).Zip(within), pair => Assert.True(pair.First > pair.Second, $"{pair.First} after {pair.Second}"));
    }

    [Fact]
    public void PredictionsFarBeyondAreTheEnds()
    {
        Assert.Equal(0, ScoreRange.Into(-5));
        Assert.Equal(1, ScoreRange.Into(5));
    }
}
