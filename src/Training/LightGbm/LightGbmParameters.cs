using System.Globalization;

namespace TransferPredict.Training.LightGbm;

/// <summary>
/// The parameters of one training run; the defaults are LightGBM's own. Names in parentheses are LightGBM's. Always set
/// besides: one thread, deterministic, row-wise histograms, silent.
/// </summary>
public sealed record LightGbmParameters
{
    /// <summary>What is minimised (objective).</summary>
    public LightGbmObjective Objective { get; init; } = LightGbmObjective.Regression;

    /// <summary>Trees to grow at most, at least 1 (num_iterations); training ends early when no split gains anything.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Shrinkage of every tree, above 0 (learning_rate).</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Leaves of a tree at most, 2 to 131,072 (num_leaves).</summary>
    public int Leaves { get; init; } = 31;

    /// <summary>Rows in a leaf at least, 0 or more (min_data_in_leaf).</summary>
    public int MinDataInLeaf { get; init; } = 20;

    /// <summary>L2 regularisation of leaf values, 0 or more (lambda_l2).</summary>
    public double LambdaL2 { get; init; }

    /// <summary>Share of the features each tree may use, in (0, 1] (feature_fraction).</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Share of the rows each tree is grown on, in (0, 1] (bagging_fraction).</summary>
    public double BaggingFraction { get; init; } = 1;

    /// <summary>Iterations between two draws of rows, 0 for no bagging (bagging_freq).</summary>
    public int BaggingFrequency { get; init; }

    /// <summary>Bins of a feature at most, 2 to 65,535 (max_bin). Bins are made with the dataset.</summary>
    public int MaxBin { get; init; } = 255;

    /// <summary>The residual at which <see cref="LightGbmObjective.Huber"/> turns linear, above 0, in units of the label (alpha).</summary>
    public double HuberDelta { get; init; } = 0.9;

    /// <summary>The best places of a ranking, 1 or more, that <see cref="LightGbmObjective.LambdaRank"/> compares the others with (lambdarank_truncation_level).</summary>
    public int Truncation { get; init; } = 30;

    /// <summary>
    /// One entry a feature: 1 where the prediction may only rise with the feature, -1 where it may only fall, 0 where it is
    /// free; empty for no constraint (monotone_constraints).
    /// </summary>
    public IReadOnlyList<int> MonotoneConstraints { get; init; } = [];

    /// <summary>Seed of every draw, 0 or more (seed).</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The objective's name in parameters and model files.</summary>
    internal static string NameOf(LightGbmObjective objective) => objective switch
    {
        LightGbmObjective.Regression => "regression",
        LightGbmObjective.Mae => "regression_l1",
        LightGbmObjective.Huber => "huber",
        LightGbmObjective.LambdaRank => "lambdarank",
        _ => throw new ArgumentOutOfRangeException(nameof(objective), objective, "Not an objective."),
    };

    /// <summary>The parameters that shape a dataset, as LightGBM reads them.</summary>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    internal string ForDataset()
    {
        Require(MaxBin is >= 2 and <= 65_535, nameof(MaxBin), MaxBin, "2 to 65,535");
        Require(Seed >= 0, nameof(Seed), Seed, "0 or more");

        // No filter: datasets stay usable with any MinDataInLeaf.
        return string.Create(CultureInfo.InvariantCulture, $"max_bin={MaxBin} seed={Seed} feature_pre_filter=false {Fixed}");
    }

    /// <summary>All parameters, as LightGBM reads them.</summary>
    /// <param name="columns">The number of features.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    internal string ForTraining(int columns)
    {
        Require(Iterations >= 1, nameof(Iterations), Iterations, "1 or more");
        Require(LearningRate > 0 && double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "above 0");
        Require(Leaves is >= 2 and <= 131_072, nameof(Leaves), Leaves, "2 to 131,072");
        Require(MinDataInLeaf >= 0, nameof(MinDataInLeaf), MinDataInLeaf, "0 or more");
        Require(LambdaL2 >= 0 && double.IsFinite(LambdaL2), nameof(LambdaL2), LambdaL2, "0 or more");
        Require(FeatureFraction is > 0 and <= 1, nameof(FeatureFraction), FeatureFraction, "in (0, 1]");
        Require(BaggingFraction is > 0 and <= 1, nameof(BaggingFraction), BaggingFraction, "in (0, 1]");
        Require(BaggingFrequency >= 0, nameof(BaggingFrequency), BaggingFrequency, "0 or more");
        Require(HuberDelta > 0 && double.IsFinite(HuberDelta), nameof(HuberDelta), HuberDelta, "above 0");
        Require(Truncation >= 1, nameof(Truncation), Truncation, "1 or more");
        Require(
            MonotoneConstraints.Count == 0 || MonotoneConstraints.Count == columns,
            nameof(MonotoneConstraints), $"{MonotoneConstraints.Count} entries", $"one entry for each of the {columns} features, or none");
        Require(
            MonotoneConstraints.All(sign => sign is >= -1 and <= 1),
            nameof(MonotoneConstraints), string.Join(' ', MonotoneConstraints), "made of -1, 0 and 1");

        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"objective={NameOf(Objective)} num_iterations={Iterations} learning_rate={LearningRate:R} num_leaves={Leaves} "
            + $"min_data_in_leaf={MinDataInLeaf} lambda_l2={LambdaL2:R} feature_fraction={FeatureFraction:R} "
            + $"bagging_fraction={BaggingFraction:R} bagging_freq={BaggingFrequency} alpha={HuberDelta:R} lambdarank_truncation_level={Truncation} {ForDataset()}");
        return MonotoneConstraints.Count == 0 ? text : $"{text} monotone_constraints={string.Join(',', MonotoneConstraints)}";
    }

    /// <summary>What holds for every call.</summary>
    internal const string Fixed = "num_threads=1 deterministic=true force_row_wise=true verbosity=-1";

    static void Require(bool holds, string name, object value, string expected)
    {
        if (!holds)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {expected}."), name);
    }
}
