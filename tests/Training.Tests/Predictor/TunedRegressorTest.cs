using System.Collections.Immutable;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Predictor;

public class TunedRegressorTest
{
    static readonly LightGbmParameters _one = LightGbmRegressor.DefaultParameters with { Iterations = 1, LearningRate = 0.01 };
    static readonly LightGbmParameters _many = LightGbmRegressor.DefaultParameters with { Iterations = 60, MinDataInLeaf = 5 };

    /// <summary>The score is a feature's.</summary>
    static TrainingRows Learnable()
    {
        TrainingRows rows = Tables.Random(3, languages: 10);
        return rows with { Scores = [.. Enumerable.Range(0, rows.Count).Select(i => (double)rows.Row(i)[0])] };
    }

    [Fact]
    public void Choose_TakesWhatPredictsTargetsHeldOutBest()
    {
        TrainingRows rows = Learnable();
        Assert.Same(_many, new TunedRegressor([_one, _many]).Choose(rows));
        Assert.Same(_many, new TunedRegressor([_many, _one]).Choose(rows));
    }

    [Fact]
    public void Choose_OfEquallyGoodOnesTakesTheFirst()
    {
        LightGbmParameters same = _many with { };
        Assert.Same(_many, new TunedRegressor([_many, same]).Choose(Learnable()));
    }

    [Fact]
    public void Fit_IsThePredictorWithTheChosenParameters()
    {
        TrainingRows rows = Learnable();
        using var tuned = (FittedLightGbm)new TunedRegressor([_one, _many]).Fit(rows);
        using FittedLightGbm plain = new LightGbmRegressor(_many).Train(rows);
        Assert.Equal(plain.Predict(rows), tuned.Predict(rows));
    }

    [Fact]
    public void Choices_CountWhatWasChosen()
    {
        TrainingRows rows = Learnable();
        var regressor = new TunedRegressor([_one, _many]);
        Assert.Equal([0, 0], regressor.Choices.Select(c => c.Times));
        CrossValidation.Run(regressor, rows, Splitter.TargetFolds(3, 1), 2);
        Assert.Equal([0, 3], regressor.Choices.Select(c => c.Times));
    }

    [Fact]
    public void HeldOutScoresHaveNoSay()
    {
        TrainingRows rows = Learnable();
        var random = new Random(1);
        var regressor = new TunedRegressor([_one, _many]);
        string target = rows.Groups[0].TargetGroup;
        TrainingRows noisy = rows with { Scores = [.. rows.Scores.Select((s, i) => rows.Groups[i].TargetGroup == target ? random.NextDouble() : s)] };
        ImmutableArray<Prediction> a = CrossValidation.Run(regressor, rows, Splitter.LeaveOneTargetOut, 2), b = CrossValidation.Run(regressor, noisy, Splitter.LeaveOneTargetOut, 1);
        Assert.Equal(a.Where(p => p.Target == target).Select(p => p.Predicted), b.Where(p => p.Target == target).Select(p => p.Predicted));
    }

    [Fact]
    public void Candidates_BeginWithTheDefaultsAndKeepTheSeed()
    {
        ImmutableArray<LightGbmParameters> candidates = TunedRegressor.Candidates(seed: 7);
        Assert.Equal(LightGbmRegressor.DefaultParameters.Leaves, candidates[0].Leaves);
        Assert.All(candidates, c => Assert.Equal(7, c.Seed));
        Assert.Distinct(candidates);
    }
}
