using TransferPredict.MlNet.Engines;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Tests.Engines;

public class MlNetRegressorTest
{
    static readonly TrainingRows _rows = SmallTables.Of(null, "ner", "pos").Rows;

    readonly MlNetRegressor _regressor = new(LightGbmRegressor.DefaultParameters with { Iterations = 40 });

    [Fact]
    public void OneAndTwoThreadsGiveTheSameBits()
    {
        long[] Bits(int threads) => [.. CrossValidation.Run(_regressor, _rows, Splitter.TargetFolds(4, 1), threads).Select(p => BitConverter.DoubleToInt64Bits(p.Predicted))];
        Assert.Equal(Bits(1), Bits(2));
    }

    [Fact]
    public void PredictsEachTaskOnItsOwnScaleWithoutSeeingHeldOutScores()
    {
        double[] predicted = _regressor.Fit(_rows).Predict(_rows.WithoutScores());
        double Mean(IEnumerable<double> values, string task) => values.Where((_, i) => _rows.Groups[i].Task == task).Average();
        foreach (string task in (string[])["pos", "ner"])
            Assert.Equal(Mean(_rows.Scores, task), Mean(predicted, task), 0.02);
        Assert.All(predicted, p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Fit_EndsWhenItIsCancelled() =>
        Assert.Throws<OperationCanceledException>(() => _regressor.Fit(_rows, new CancellationToken(canceled: true)));
}
