using System.Runtime.CompilerServices;
using TransferPredict.Training.LightGbm;

namespace TransferPredict.Training.Tests.LightGbm;

public sealed class LightGbmBoosterTest
{
    [Theory]
    [InlineData(LightGbmObjective.Regression)]
    [InlineData(LightGbmObjective.Mae)]
    [InlineData(LightGbmObjective.Huber)]
    public void LearnsAKnownFunction(LightGbmObjective objective)
    {
        using LightGbmBooster booster = new Example().Train(Example.Parameters with { Objective = objective, Iterations = 200 });
        var unseen = new Example(seed: 8);

        // The labels span 8 with a mean absolute deviation of 2.5.
        Assert.InRange(unseen.MeanAbsoluteError(booster.Predict(unseen.Matrix)), 0, 0.2);
    }

    [Fact]
    public void MonotoneConstraintHolds()
    {
        using LightGbmBooster booster = new Example().Train(Example.Parameters with { MonotoneConstraints = [0, 1, 0] });

        double[] predictions = [.. Enumerable.Range(0, 50).Select(i => booster.Predict([0.5, i / 50.0, 0.9]))];

        Assert.Equal(predictions.Order(), predictions);
    }

    [Fact]
    public void SameInputsGiveTheSameBytesInAnyThread()
    {
        LightGbmParameters parameters = Example.Parameters with { BaggingFraction = 0.7, BaggingFrequency = 1, FeatureFraction = 0.7 };
        var texts = new string[8];

        Parallel.For(0, texts.Length, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            using LightGbmBooster booster = new Example().Train(parameters);
            texts[i] = booster.SaveToString();
        });

        Assert.Single(texts.Distinct());
        using LightGbmBooster other = new Example().Train(parameters with { Seed = 2 });
        Assert.NotEqual(texts[0], other.SaveToString());
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(120, 255)] // megabytes of text
    public void SavedModelPredictsTheSame(int iterations, int leaves)
    {
        var example = new Example(rows: 3_000);
        LightGbmParameters parameters = Example.Parameters with { Iterations = iterations, Leaves = leaves, MinDataInLeaf = 1 };
        using LightGbmBooster booster = example.Train(parameters);
        string text = booster.SaveToString();

        using LightGbmBooster loaded = LightGbmBooster.LoadFromString(text);

        Assert.Contains("end of trees", text, StringComparison.Ordinal);
        Assert.Equal(leaves > 2, text.Length > 1_000_000);
        Assert.Equal(text, loaded.SaveToString());
        Assert.Equal(Example.Names, loaded.FeatureNames);
        Assert.Equal(booster.Predict(example.Matrix), loaded.Predict(example.Matrix));
    }

    [Fact]
    public void ContributionsSumToThePrediction()
    {
        var example = new Example();
        using LightGbmBooster booster = example.Train();

        double[] predictions = booster.Predict(example.Matrix);
        double[] contributions = booster.PredictContributions(example.Matrix);

        Assert.Equal(example.Rows * (Example.Columns + 1), contributions.Length);
        for (int row = 0; row < example.Rows; row++)
            Assert.Equal(predictions[row], contributions.AsSpan(row * (Example.Columns + 1), Example.Columns + 1).ToArray().Sum(), 1e-9);
        Assert.Equal(example.Labels.Average(), contributions[Example.Columns], 0.05);
    }

    [Fact]
    public void ContributionsAreTheSameForManyThreadsAtOnce()
    {
        var example = new Example();
        using LightGbmBooster booster = example.Train();
        double[] alone = booster.PredictContributions(example.Matrix);

        double[][] together = new double[64][];
        Parallel.For(0, together.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i => together[i] = booster.PredictContributions(example.Matrix));
        Assert.All(together, contributions => Assert.Equal(alone, contributions));
    }

    [Fact]
    public void MissingValueIsAValueOfItsOwn()
    {
        var example = new Example();
        for (int row = 0; row < example.Rows; row += 4)
        {
            example.Values[row * Example.Columns] = double.NaN;
            example.Labels[row] = 20;
        }

        using LightGbmBooster booster = example.Train();

        Assert.Equal(20, booster.Predict([double.NaN, 0.5, 0.2]), 0.5);
        Assert.InRange(booster.Predict([0.5, 0.5, 0.2]), -1, 4);
    }

    [Fact]
    public void InfiniteValuesSortBeyondFiniteOnes()
    {
        var example = new Example();
        for (int row = 0; row < example.Rows; row += 10)
        {
            example.Values[row * Example.Columns] = row % 20 == 0 ? double.PositiveInfinity : double.NegativeInfinity;
            example.Labels[row] = row % 20 == 0 ? 30 : -30;
        }

        using LightGbmBooster booster = example.Train();

        Assert.Equal(30, booster.Predict([double.PositiveInfinity, 0.5, 0.2]), 1.0);
        Assert.Equal(-30, booster.Predict([double.NegativeInfinity, 0.5, 0.2]), 1.0);
        Assert.InRange(booster.Predict([0.5, 0.5, 0.2]), -1, 4);
    }

    [Fact]
    public void FloatsAndSingleRowsPredictLikeDoubles()
    {
        var example = new Example(rows: 50);
        float[] floats = [.. example.Values.Select(value => (float)value)];
        double[] widened = [.. floats.Select(value => (double)value)];
        using LightGbmBooster booster = new Example().Train();

        double[] predictions = booster.Predict(new LightGbmMatrix(floats, 50, Example.Columns));

        Assert.Equal(booster.Predict(new LightGbmMatrix(widened, 50, Example.Columns)), predictions);
        Assert.Equal(predictions[17], booster.Predict(widened.AsSpan(17 * Example.Columns, Example.Columns)));
        Assert.Empty(booster.Predict(new LightGbmMatrix(Array.Empty<double>(), 0, Example.Columns)));
    }

    [Fact]
    public void WeightsCount()
    {
        var example = new Example(rows: 200);
        float[] labels = [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? 0f : 10f)];
        float[] weights = [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? 1f : 3f)];
        LightGbmParameters parameters = Example.Parameters with { Iterations = 1, LearningRate = 1e-6 };
        using LightGbmDataset dataset = LightGbmDataset.Create(example.Matrix, labels, Example.Names, parameters, weights);
        using LightGbmBooster booster = LightGbmBooster.Train(dataset, parameters);

        Assert.Equal(7.5, booster.Predict([0.5, 0.5, 0.5]), 1e-3); // (0 x 1 + 10 x 3) / 4
    }

    [Fact]
    public void LambdaRankOrdersTheRowsOfAGroup()
    {
        var example = new Example(rows: 600);
        int[] groups = [.. Enumerable.Repeat(20, 30)];
        float[] grades = [.. example.Labels.Select(label => MathF.Floor((label + 2) / 2))];
        LightGbmParameters parameters = Example.Parameters with { Objective = LightGbmObjective.LambdaRank };
        using LightGbmDataset dataset = LightGbmDataset.Create(example.Matrix, grades, Example.Names, parameters, groupSizes: groups);
        using LightGbmBooster booster = LightGbmBooster.Train(dataset, parameters);

        double[] scores = booster.Predict(example.Matrix);

        for (int group = 0; group < 30; group++)
        {
            int best = Enumerable.Range(group * 20, 20).MaxBy(row => scores[row]);
            Assert.Equal(grades.AsSpan(group * 20, 20).ToArray().Max(), grades[best]);
        }
    }

    [Fact]
    public void ImportanceNamesTheUsedFeatures()
    {
        var example = new Example();
        for (int row = 0; row < example.Rows; row++)
            example.Values[(row * Example.Columns) + 1] = 1; // constant: never split on
        using LightGbmBooster booster = example.Train();

        double[] gains = booster.FeatureImportance(LightGbmImportance.Gain);
        double[] splits = booster.FeatureImportance(LightGbmImportance.Split);

        Assert.Equal(0, gains[1]);
        Assert.True(gains[2] > gains[0] && gains[0] > 0);
        Assert.Equal(0, splits[1]);
        Assert.True(splits[0] >= 1 && splits[0] == Math.Floor(splits[0]));
    }

    [Fact]
    public void NothingToLearnGivesTheMean()
    {
        float[] labels = [.. Enumerable.Range(0, 100).Select(row => row % 2 == 0 ? 1f : 2f)];
        using LightGbmDataset dataset = LightGbmDataset.Create(
            new LightGbmMatrix(new double[100], 100, 1), labels, ["constant"], Example.Parameters);
        using LightGbmBooster booster = LightGbmBooster.Train(dataset, Example.Parameters);

        Assert.Equal(1.5, booster.Predict([0.0]), 1e-6);
        Assert.Equal([0, 1.5], booster.PredictContributions(new LightGbmMatrix([0.0], 1, 1)).Select(value => Math.Round(value, 6)));
    }

    [Fact]
    public void CancellationStopsTraining()
    {
        using LightGbmDataset dataset = new Example().Dataset();
        using var source = new CancellationTokenSource();
        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => LightGbmBooster.Train(dataset, Example.Parameters, source.Token));
    }

    [Fact]
    public void BoosterOutlivesItsDatasetAndCollections()
    {
        var example = new Example(rows: 200);
        double[] expected = [.. TrainAndForgetTheDataset(example).Predict(example.Matrix)];

        LightGbmBooster booster = TrainAndForgetTheDataset(example);
        for (int i = 0; i < 20; i++)
        {
            _ = TrainAndForgetTheDataset(example);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.Equal(expected, booster.Predict(example.Matrix));
        booster.Dispose();
        booster.Dispose();
        Assert.Throws<ObjectDisposedException>(() => booster.Predict(example.Matrix));
    }

    [Fact]
    public void WrongColumnCountIsRefusedBeforeAnyNativeRead()
    {
        using LightGbmBooster booster = new Example(rows: 200).Train();

        ArgumentException error = Assert.Throws<ArgumentException>(() => booster.Predict([1.0, 2.0]));

        Assert.Contains("The matrix has 2 columns; the model expects 3 features.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => booster.PredictContributions(new LightGbmMatrix(new double[8], 2, 4)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static LightGbmBooster TrainAndForgetTheDataset(Example example) =>
        LightGbmBooster.Train(example.Dataset(), Example.Parameters with { Iterations = 5 });
}
