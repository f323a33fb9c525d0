using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;
using TransferPredict.Features;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Trainers;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using Xunit.Abstractions;

namespace TransferPredict.MlNet.Tests.Trainers;

public class TransferLightGbmTrainerTest(ITestOutputHelper output)
{
    readonly MLContext _context = new(seed: 1);

    [Fact]
    public void Fit_RefusesFeaturesOfAnotherSchema()
    {
        var other = TableSchema.Of([.. FeatureSchema.Names.Skip(1)]);
        var error = Assert.Throws<ArgumentException>(() => _context.TransferPrediction().Trainers.LightGbm().Fit(new FeatureDataView(SmallTables.Of(other))));
        Assert.Contains($"has features of schema {other.Hash}; expected schema {FeatureSchema.Hash}", error.Message, StringComparison.Ordinal);
        Assert.NotNull(_context.TransferPrediction().Trainers.LightGbm(schemaHash: other.Hash).Fit(new FeatureDataView(SmallTables.Of(other))));
    }

    [Fact]
    public void Fit_RefusesFeaturesWithoutAHash()
    {
        IDataView bare = _context.Transforms.Concatenate("Features", "Label", "Weight").Fit(new FeatureDataView(SmallTables.Of())).Transform(new FeatureDataView(SmallTables.Of()));
        var error = Assert.Throws<ArgumentException>(() => _context.TransferPrediction().Trainers.LightGbm().Fit(bare));
        Assert.Contains("carries no hash of a feature schema", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NamesARowWithoutScore()
    {
        var unknown = new FeatureDataView(FeatureTable.Of(SmallTables.Of().Rows.WithoutScores(i => i != 3)));
        TransferLightGbmTrainer trainer = _context.TransferPrediction().Trainers.LightGbm();
        Assert.Equal("Row 3 (fin_Latn to eng_Latn) has no score; expected one in every row that is learned from.", Assert.Throws<InvalidDataException>(() => trainer.Fit(unknown)).Message);
        IDataView nameless = _context.Transforms.DropColumns("Source").Fit(unknown).Transform(unknown);
        Assert.StartsWith("Row 3 has no score", Assert.Throws<InvalidDataException>(() => trainer.Fit(nameless)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_SayWhatOurParametersSay()
    {
        LightGbmParameters ours = LightGbmRegressor.DefaultParameters with { Seed = 5 };
        LightGbmRegressionTrainer.Options options = LightGbmOptions.Of(ours);
        Assert.Equal(
            (ours.Iterations, ours.LearningRate, ours.Leaves, ours.MinDataInLeaf, ours.MaxBin, 5, true, true, 1),
            (options.NumberOfIterations, options.LearningRate!.Value, options.NumberOfLeaves!.Value, options.MinimumExampleCountPerLeaf!.Value,
                options.MaximumBinCountPerFeature, options.Seed!.Value, options.Deterministic, options.ForceRowWise, options.NumberOfThreads!.Value));
        var booster = Assert.IsType<GradientBooster.Options>(options.Booster);
        Assert.Equal(
            (ours.LambdaL2, ours.FeatureFraction, ours.BaggingFraction, ours.BaggingFrequency),
            (booster.L2Regularization, booster.FeatureFraction, booster.SubsampleFraction, booster.SubsampleFrequency));
        Assert.Throws<ArgumentException>(() => LightGbmOptions.Of(ours with { Objective = LightGbmObjective.LambdaRank }));
    }

    [Fact]
    public void Fit_AgainGivesTheSamePredictions()
    {
        var view = new FeatureDataView(SmallTables.Of());
        float[] Scores() => FeatureViews.Numbers(new MLContext().TransferPrediction().Trainers.LightGbm().Fit(view).Transform(view), "Score");
        Assert.Equal(Scores(), Scores());
    }

    [Fact]
    public void Weights_AreHeeded()
    {
        FeatureTable table = SmallTables.Of();
        var equal = new FeatureDataView(FeatureTable.Of(table.Rows));
        var weighted = new FeatureDataView(table);
        TransferLightGbmTrainer trainer = _context.TransferPrediction().Trainers.LightGbm();
        Assert.NotEqual(
            FeatureViews.Numbers(trainer.Fit(equal).Transform(equal), "Score"), FeatureViews.Numbers(trainer.Fit(weighted).Transform(weighted), "Score"));
    }

    /// <summary>
    /// One booster against one booster, same table, same parameters: what is left is how ML.NET makes bins and that it keeps thresholds as float.
    /// The version of the native library changed no figure.
    /// </summary>
    [Fact]
    public void Predictions_AreThoseOfTheBuiltInBooster()
    {
        FeatureTable table = FeatureTable.Of(SmallTables.Of().Rows);
        LightGbmParameters parameters = LightGbmRegressor.DefaultParameters with { BaggingFraction = 1, BaggingFrequency = 0, FeatureFraction = 1 };
        var view = new FeatureDataView(table);
        float[] theirs = FeatureViews.Numbers(_context.TransferPrediction().Trainers.LightGbm(parameters).Fit(view).Transform(view), "Score");
        int columns = table.Schema.Names.Length;
        using LightGbmDataset dataset = LightGbmDataset.Create(
            new LightGbmMatrix(table.Rows.Features, table.Rows.Count, columns), [.. table.Rows.Scores.Select(s => (float)s)], table.Schema.Names, parameters);
        using LightGbmBooster booster = LightGbmBooster.Train(dataset, parameters);
        double[] ours = booster.Predict(new LightGbmMatrix(table.Rows.Features, table.Rows.Count, columns));
        double mean = ours.Zip(theirs, (a, b) => Math.Abs(a - b)).Average(), range = table.Rows.Scores.Max() - table.Rows.Scores.Min();
        output.WriteLine($"mean difference {mean:0.000000} of a range of {range:0.000}");
        Assert.True(mean < 0.005 * range, $"mean difference {mean:0.00000} of a range of {range:0.000}");
    }
}
