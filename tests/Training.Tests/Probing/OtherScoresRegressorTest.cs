using System.Collections.Immutable;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Probing;

public sealed class OtherScoresRegressorTest
{
    static readonly LightGbmRegressor _plain = new(LightGbmRegressor.DefaultParameters with { Iterations = 30 });
    static readonly OtherScoresRegressor _regressor = new(_plain, seed: 1);

    /// <summary>Scores are the target's level, which no feature tells, and a little of the source's.</summary>
    static TrainingRows Levels()
    {
        TrainingRows rows = Tables.Random(6, languages: 15);
        return rows with { Scores = [.. Enumerable.Range(0, rows.Count).Select(i => 0.2 + 0.2 * (rows.Groups[i].TargetGroup[2] % 4) + 0.01 * (rows.Sources[i][2] % 5))] };
    }

    [Fact]
    public void ATargetsOtherScoresTellItsLevel()
    {
        TrainingRows rows = Levels();
        double[] errors = [.. CrossValidation.Run([_plain, _regressor], rows, Splitter.RandomFolds(5, 1), 2).Select(p => p.Average(x => x.AbsoluteResidual))];
        Assert.True(errors[1] < 0.03, $"{errors[1]}");
        Assert.True(errors[1] < errors[0] / 2, $"{errors[1]} and {errors[0]}");
    }

    [Fact]
    public void ATargetWithoutOtherScoresIsPredictedAsEver()
    {
        TrainingRows rows = Levels();
        string target = rows.Groups[0].TargetGroup;
        ILookup<bool, int> own = Enumerable.Range(0, rows.Count).ToLookup(i => rows.Groups[i].TargetGroup == target);
        TrainingRows train = rows.Select([.. own[false]]), test = rows.Select([.. own[true]]).WithoutScores();
        using FittedLightGbm plain = _plain.Train(train);
        Assert.Equal(plain.Predict(test), _regressor.Fit(train).Predict(test));
    }

    [Fact]
    public void OneTargetAloneIsPredictedAsEver()
    {
        TrainingRows rows = Levels();
        rows = rows.Select([.. Enumerable.Range(0, rows.Count).Where(i => rows.Groups[i].TargetGroup == rows.Groups[0].TargetGroup)]);
        ImmutableArray<int> train = [.. Enumerable.Range(0, rows.Count).Where(i => i % 2 == 0)], test = [.. Enumerable.Range(0, rows.Count).Where(i => i % 2 == 1)];
        using FittedLightGbm plain = _plain.Train(rows.Select(train));
        Assert.Equal(plain.Predict(rows.Select(test)), _regressor.Fit(rows.Select(train)).Predict(rows.Select(test)));
    }

    [Fact]
    public void HeldOutScoresHaveNoSay()
    {
        TrainingRows rows = Levels();
        var random = new Random(1);
        Fold fold = Splitter.RandomFolds(5, 1).Split([.. rows.Groups])[0];
        TrainingRows noisy = rows with { Scores = [.. rows.Scores.Select((s, i) => fold.Test.Contains(i) ? random.NextDouble() : s)] };
        Assert.Equal(_regressor.Fit(rows.Select(fold.Train)).Predict(rows.Select(fold.Test)), _regressor.Fit(noisy.Select(fold.Train)).Predict(noisy.Select(fold.Test)));
    }
}
