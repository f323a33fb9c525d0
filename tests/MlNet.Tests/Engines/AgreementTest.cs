using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Engines;
using TransferPredict.Tests;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;
using Xunit.Abstractions;

namespace TransferPredict.MlNet.Tests.Engines;

public class AgreementTest(Shipped shipped, ITestOutputHelper output) : IClassFixture<Shipped>
{
    /// <summary>Share of the scores' range by which mean absolute errors may differ.</summary>
    const double Allowed = 0.02;

    [FactIfShipped(Shipped.Model, Shipped.Scores)]
    public void BothEnginesErrAlikeOnTheSameTableAndFolds()
    {
        TrainingRows rows = FeatureViews.Read(shipped.Features, shipped.Languages, new PairNames(null, null)).Rows;
        Splitter folds = Splitter.TargetFolds(4, seed: 1);
        double ours = Error(new LightGbmRegressor(LightGbmRegressor.DefaultParameters)), theirs = Error(new MlNetRegressor(LightGbmRegressor.DefaultParameters));
        double range = rows.Scores.Max() - rows.Scores.Min();
        output.WriteLine($"mean absolute error: built-in {ours:0.0000}, ML.NET {theirs:0.0000}; range of scores {range:0.000}");
        Assert.True(Math.Abs(ours - theirs) <= Allowed * range, $"{ours} and {theirs} differ by more than {Allowed} of {range}");
        Assert.True(theirs < Error(new Training.Validation.Baselines.SourceMean()), "ML.NET's trees are no better than the mean of each source");

        double Error(IRegressor regressor) => AccuracyMetrics.Of(CrossValidation.Run(regressor, rows, folds, threads: 2)).Mae!.Value;
    }
}
