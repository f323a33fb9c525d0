using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Engines;
using TransferPredict.Tests;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;
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
        AccuracyMetrics ours = Figures(new LightGbmRegressor(LightGbmRegressor.DefaultParameters)), theirs = Figures(new MlNetRegressor(LightGbmRegressor.DefaultParameters));
        double range = rows.Scores.Max() - rows.Scores.Min();
        output.WriteLine($"range of scores {range:0.000}\nbuilt-in {ours}\nML.NET   {theirs}");
        Assert.True(Math.Abs(ours.Mae!.Value - theirs.Mae!.Value) <= Allowed * range, $"{ours.Mae} and {theirs.Mae} differ by more than {Allowed} of {range}");
        Assert.True(theirs.Mae < Figures(new SourceMean()).Mae, "ML.NET's trees are no better than the mean of each source");

        AccuracyMetrics Figures(IRegressor regressor) => AccuracyMetrics.Of(CrossValidation.Run(regressor, rows, Splitter.TargetFolds(4, seed: 1), threads: 2));
    }
}
