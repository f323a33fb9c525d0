using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Predictor;

public class LightGbmRegressorTest
{
    static readonly LightGbmRegressor _regressor = new(LightGbmRegressor.DefaultParameters with { Iterations = 40 });

    [Fact]
    public void Train_ColumnsAreTheRowsFeaturesThenTheLearnedOnes()
    {
        using FittedLightGbm fitted = _regressor.Train(Tables.Random(1));
        Assert.All(fitted.Boosters.All, booster => Assert.Equal(["x", "y", "src.mean_residual", "src.targets", "near.residual", "near.level", "near.weight"], booster.FeatureNames));
    }

    [Fact]
    public void Predict_MeansLieHalfwayBetweenScoresAndLevel()
    {
        TrainingRows rows = Tables.Random(3);
        using FittedLightGbm fitted = _regressor.Train(rows);
        double[] predicted = fitted.Predict(rows.WithoutScores());
        PredictorBoosters boosters = fitted.Boosters;
        int columns = boosters.Scores.FeatureNames.Count;
        float[] matrix = fitted.Learned.Matrix(rows);
        double[] scores = boosters.Scores.Predict(new LightGbmMatrix(matrix, rows.Count, columns));
        foreach (IGrouping<string, int> query in Enumerable.Range(0, rows.Count).GroupBy(rows.Query))
        {
            float[] row = LevelRow.Of([.. query.SelectMany(i => matrix[(i * columns)..((i + 1) * columns)])], boosters.Scores.FeatureNames);
            double level = boosters.Level.Predict(new LightGbmMatrix(row, 1, columns))[0];
            double expected = fitted.Learned.Scales.Of(rows.Groups[query.First()].Setting).Score((level + query.Average(i => scores[i])) / 2);
            Assert.Equal(expected, query.Average(i => predicted[i]), 1e-9);
        }
    }

    [Fact]
    public void Predict_DependsOnNoOtherTargetsRows()
    {
        TrainingRows rows = Tables.Random(3);
        using FittedLightGbm fitted = _regressor.Train(rows);
        double[] together = fitted.Predict(rows);
        foreach (IGrouping<string, int> query in Enumerable.Range(0, rows.Count).GroupBy(rows.Query))
            Assert.Equal(query.Select(i => together[i]), fitted.Predict(rows.Select([.. query])));
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
        Assert.Equal(first.Boosters.All.Select(b => b.SaveToString()), second.Boosters.All.Select(b => b.SaveToString()));
    }

    [Fact]
    public void Train_CanBeCancelled() =>
        Assert.ThrowsAny<OperationCanceledException>(() => _regressor.Train(Tables.Random(5), cancellation: new CancellationToken(canceled: true)));
}
