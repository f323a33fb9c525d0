using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Predictor;

public class LightGbmRegressorTest
{
    static readonly LightGbmRegressor _regressor = new(LightGbmRegressor.DefaultParameters with { Iterations = 40 });

    [Fact]
    public void Train_ColumnsAreTheRowsFeaturesThenTheSourceEffects()
    {
        using FittedLightGbm fitted = _regressor.Train(Tables.Random(1));
        Assert.Equal(["x", "y", "src.mean_residual", "src.targets"], fitted.Booster.FeatureNames);
    }

    [Fact]
    public void Predict_LearnsWhatSourcesAreWorth()
    {
        // The score is the source's alone: no feature but the effect tells it.
        TrainingRows rows = Tables.Random(2, languages: 20);
        rows = rows with { Scores = [.. rows.Sources.Select(s => s[2] % 10 / 10.0)] };
        IFittedRegressor fitted = new LightGbmRegressor(LightGbmRegressor.DefaultParameters).Fit(rows);
        using var _ = (IDisposable)fitted;
        double[] predicted = fitted.Predict(rows.WithoutScores());
        Assert.True(predicted.Zip(rows.Scores, (p, s) => Math.Abs(p - s)).Average() < 0.08);
        Assert.True(Ranks.Spearman(predicted, rows.Scores) > 0.95);
    }

    [Fact]
    public void Predict_StaysWithinZeroAndOne()
    {
        TrainingRows rows = Tables.Random(4);
        rows = rows with { Scores = [.. rows.Scores.Select(s => s < 0.5 ? 0.0 : 1)] };
        using FittedLightGbm fitted = new LightGbmRegressor(new LightGbmParameters { Iterations = 60, MinDataInLeaf = 2 }).Train(rows);
        Assert.All(fitted.Predict(rows), p => Assert.InRange(p, 0, 1));
    }

    [Fact]
    public void Train_SameRowsGiveTheSameBytes()
    {
        using FittedLightGbm first = _regressor.Train(Tables.Random(5)), second = _regressor.Train(Tables.Random(5));
        Assert.Equal(first.Booster.SaveToString(), second.Booster.SaveToString());
    }

    [Fact]
    public void Train_CanBeCancelled() =>
        Assert.ThrowsAny<OperationCanceledException>(() => _regressor.Train(Tables.Random(5), new CancellationToken(canceled: true)));
}
