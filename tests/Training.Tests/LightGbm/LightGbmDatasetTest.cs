using TransferPredict.Training.LightGbm;

namespace TransferPredict.Training.Tests.LightGbm;

public sealed class LightGbmDatasetTest
{
    static readonly LightGbmParameters _ranking = new() { Objective = LightGbmObjective.LambdaRank };

    [Fact]
    public void MatrixChecksItsLength()
    {
        AssertSays("The matrix holds 5 values; expected 2 rows x 3 columns = 6.", () => _ = new LightGbmMatrix(new double[5], 2, 3));
        AssertSays("The matrix holds 0 values; expected 65536 rows x 65536 columns = 4294967296.", () => _ = new LightGbmMatrix(Array.Empty<float>(), 65_536, 65_536));
        AssertSays("The matrix has 0 columns; expected 1 or more.", () => _ = new LightGbmMatrix(Array.Empty<double>(), 0, 0));
        AssertSays("The matrix has -1 rows; expected 0 or more.", () => _ = new LightGbmMatrix(Array.Empty<double>(), -1, 1));
    }

    [Fact]
    public void EmptyDatasetIsRefused() =>
        AssertSays("The matrix has no rows", () => Create([], ["a"], rows: 0));

    [Fact]
    public void LabelsAndWeightsAreOneARowAndFinite()
    {
        AssertSays("There are 1 labels for 2 rows", () => Create([1], ["a"]));
        AssertSays("The label of row 1 is NaN", () => Create([1, float.NaN], ["a"]));
        AssertSays("There are 3 weights for 2 rows", () => Create([1, 2], ["a"], weights: [1, 1, 1]));
        AssertSays("The weight of row 1 is -1; expected 0 or more.", () => Create([1, 2], ["a"], weights: [1, -1]));
    }

    [Fact]
    public void GroupsCoverTheRowsAndGradesAreWhole()
    {
        AssertSays("The groups hold 3 rows, but there are 2.", () => Create([1, 2], ["a"], groups: [1, 2]));
        AssertSays("Group 1 has 0 rows", () => Create([1, 2], ["a"], groups: [2, 0]));
        AssertSays("The label of row 1 is 0.5", () => Create([1, 0.5f], ["a"], groups: [2]));
        AssertSays("The label of row 0 is 31", () => Create([31, 0], ["a"], groups: [2]));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("ä")]
    [InlineData("")]
    public void FeatureNamesFitTheTextModel(string name) =>
        AssertSays($"Feature 0 is named '{name}'", () => Create([1, 2], [name]));

    [Fact]
    public void FeatureNamesAreDistinctAndComplete()
    {
        AssertSays("There are 2 feature names for 1 columns", () => Create([1, 2], ["a", "b"]));
        AssertSays("Feature 1 is named 'a', as one before it is", () =>
            LightGbmDataset.Create(new LightGbmMatrix(new double[4], 2, 2), [1, 2], ["a", "a"], new()));
    }

    [Fact]
    public void EveryAllowedNameCharacterSurvivesTheModel()
    {
        string name = string.Concat(Enumerable.Range('!', 94).Select(code => (char)code).Except("\",:[]{}"));
        var example = new Example(rows: 100);
        using LightGbmDataset dataset = LightGbmDataset.Create(example.Matrix, example.Labels, [name, "b=", "=c"], Example.Parameters);

        using LightGbmBooster booster = LightGbmBooster.Train(dataset, Example.Parameters);

        Assert.Equal([name, "b=", "=c"], booster.FeatureNames);
    }

    [Fact]
    public void ObjectiveAndGroupsBelongTogether()
    {
        using LightGbmDataset plain = Create([1, 2], ["a"]);
        using LightGbmDataset grouped = Create([1, 2], ["a"], groups: [2]);

        AssertSays("The objective is LambdaRank and the dataset has no groups", () => LightGbmBooster.Train(plain, _ranking));
        AssertSays("The objective is Regression and the dataset has groups", () => LightGbmBooster.Train(grouped, new()));
    }

    [Fact]
    public void Relabelled_TrainsAsADatasetOfItsOwn()
    {
        var example = new Example(rows: 300);
        float[] others = [.. example.Labels.Select(l => -2 * l)], grades = [.. Enumerable.Range(0, 300).Select(i => (float)(i % 7))];
        LightGbmParameters ranking = Example.Parameters with { Objective = LightGbmObjective.LambdaRank };
        int[] groups = [.. Enumerable.Repeat(30, 10)];
        using LightGbmDataset dataset = example.Dataset(), second = LightGbmDataset.Create(example.Matrix, others, Example.Names, Example.Parameters),
            third = LightGbmDataset.Create(example.Matrix, grades, Example.Names, Example.Parameters, groupSizes: groups);
        using LightGbmBooster first = LightGbmBooster.Train(dataset, Example.Parameters);
        string before = first.SaveToString();

        dataset.Relabel(others);
        using LightGbmBooster relabelled = LightGbmBooster.Train(dataset, Example.Parameters), expected = LightGbmBooster.Train(second, Example.Parameters);
        Assert.Equal(expected.SaveToString(), relabelled.SaveToString());

        dataset.Relabel(grades, groups);
        using LightGbmBooster ranked = LightGbmBooster.Train(dataset, ranking), expectedRanked = LightGbmBooster.Train(third, ranking);
        Assert.Equal(expectedRanked.SaveToString(), ranked.SaveToString());
        Assert.Equal(before, first.SaveToString());
    }

    [Fact]
    public void NewLabelsAreCheckedAsTheFirst()
    {
        using LightGbmDataset dataset = Create([1, 2], ["a"]), grouped = Create([1, 2], ["a"], groups: [2]);
        AssertSays("There are 1 labels for 2 rows", () => dataset.Relabel([1]));
        AssertSays("The groups hold 3 rows, but there are 2.", () => dataset.Relabel([1, 2], [1, 2]));
        AssertSays("The dataset has groups and there are none", () => grouped.Relabel([1, 2]));
    }

    [Fact]
    public void BinsAreThoseOfTheParameters()
    {
        using LightGbmDataset dataset = Create([1, 2], ["a"]);

        AssertSays("The dataset was binned with 'max_bin=255", () => LightGbmBooster.Train(dataset, new() { MaxBin = 15 }));
    }

    [Fact]
    public void ParametersAreInRange()
    {
        AssertSays("MaxBin is 1; expected 2 to 65,535.", () => new LightGbmParameters { MaxBin = 1 }.ForDataset());
        foreach (LightGbmParameters wrong in (LightGbmParameters[])[
            new() { Iterations = 0 }, new() { LearningRate = double.NaN }, new() { Leaves = 1 }, new() { MinDataInLeaf = -1 },
            new() { LambdaL2 = -1 }, new() { FeatureFraction = 0 }, new() { BaggingFraction = 1.1 }, new() { BaggingFrequency = -1 },
            new() { HuberDelta = 0 }, new() { Truncation = 0 }, new() { Seed = -1 }, new() { MonotoneConstraints = [1] }, new() { MonotoneConstraints = [0, 2, 0] }])
        {
            AssertSays("; expected ", () => wrong.ForTraining(3));
        }
    }

    static LightGbmDataset Create(float[] labels, string[] names, float[]? weights = null, int[]? groups = null, int rows = 2) =>
        LightGbmDataset.Create(new LightGbmMatrix(new double[rows], rows, 1), labels, names, new(), weights, groups);

    static void AssertSays(string expected, Action action) =>
        Assert.Contains(expected, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
