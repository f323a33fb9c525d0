using System.Text.RegularExpressions;
using TransferPredict.Training.LightGbm;

namespace TransferPredict.Training.Tests.LightGbm;

public sealed class ModelTextTest
{
    static readonly string _model = TrainedText();

    [Theory]
    [InlineData("", "does not begin with the line 'tree'")]
    [InlineData("\0", "holds a zero byte")]
    [InlineData("{}", "does not begin with the line 'tree'")]
    [InlineData("tree\nversion=v4\n", "has no line 'Tree=0'")]
    [InlineData("tree\r\nversion=v4\r\n", "has Windows line ends")]
    public void WhatIsNoModelIsRefused(string text, string expected) => AssertSays(expected, text);

    [Theory]
    [InlineData(@"num_class=1", "num_class=2", "has num_class=2; expected 1, one output")]
    [InlineData(@"num_tree_per_iteration=1\n", "", "lacks num_tree_per_iteration in its header")]
    [InlineData(@"label_index=0", "label_index=x", "has label_index=x")]
    [InlineData(@"max_feature_idx=2", "max_feature_idx=3", "has 3 entries in feature_names; expected 4")]
    [InlineData(@"max_feature_idx=2", "max_feature_idx=-1", "has max_feature_idx=-1")]
    [InlineData(@"feature_infos=\S+ ", "feature_infos=", "has 2 entries in feature_infos; expected 3")]
    [InlineData(@"objective=regression", "objective=binary", "has objective=binary; expected regression, regression_l1, huber, lambdarank")]
    [InlineData(@"tree_sizes=\d+", "tree_sizes=99999999", "gives tree 0 a size of '99999999' bytes")]
    [InlineData(@"tree_sizes=\d+", "tree_sizes=-1", "gives tree 0 a size of '-1' bytes")]
    [InlineData(@"tree_sizes=\d+", "tree_sizes=7", "lacks the blank line that ends tree 0")]
    [InlineData(@"(tree_sizes=\d+) \d+", "$1", "does not say 'end of trees' after its 1 trees")]
    public void DamagedHeaderIsRefused(string pattern, string replacement, string expected) =>
        AssertSays(expected, new Regex(pattern).Replace(_model, replacement, 1));

    [Theory]
    [InlineData("num_leaves", "0", "has '0' as entry 0 of num_leaves in tree 0")]
    [InlineData("num_leaves", "2000000000", "has '2000000000' as entry 0 of num_leaves in tree 0")]
    [InlineData("num_leaves", "5", "has 4 entries in leaf_value of tree 0; expected 5")]
    [InlineData("num_cat", "1", "has '1' as entry 0 of num_cat in tree 0; expected a whole number from 0 to 0")]
    [InlineData("is_linear", "1", "has '1' as entry 0 of is_linear")]
    [InlineData("split_feature", "2 0 3", "has '3' as entry 2 of split_feature in tree 0; expected a whole number from 0 to 2")]
    [InlineData("decision_type", "2 2 3", "has a categorical split in node 2 of tree 0")]
    [InlineData("decision_type", "2 2 14", "has '14' as entry 2 of decision_type in tree 0; expected a whole number from 0 to 10")]
    [InlineData("threshold", "1 2 nan", "has 'nan' as entry 2 of threshold in tree 0; expected a finite number")]
    [InlineData("threshold", "1 2 -inf", "has '-inf' as entry 2 of threshold in tree 0; expected a finite number")]
    [InlineData("split_gain", "1 2 inf", "has 'inf' as entry 2 of split_gain in tree 0; expected a finite number")]
    [InlineData("threshold", "1 2", "has 2 entries in threshold of tree 0; expected 3")]
    [InlineData("left_child", "1 -9 -1", "has '-9' as entry 1 of left_child in tree 0")]
    public void DamagedTreeIsRefused(string key, string value, string expected) => AssertSays(expected, WithTreeLine(key, value));

    [Fact]
    public void AnInfiniteThresholdIsReadAsLightGbmWritesItForMissingAgainstAllOthers()
    {
        using LightGbmBooster booster = LightGbmBooster.LoadFromString(WithTreeLine("threshold", "1 2 inf"));

        Assert.True(double.IsFinite(booster.Predict([0.5, 0.5, 0.5])));
        Assert.True(double.IsFinite(booster.Predict([double.NaN, double.NaN, double.NaN])));
    }

    [Theory]
    [InlineData("1 2 -1", "-2 -3 -4", null)]
    [InlineData("1 0 -1", "-2 -3 -4", "makes node 0 of tree 0 a child of node 1")]
    [InlineData("1 1 -1", "-2 -3 -4", "makes node 1 of tree 0 a child of node 1")]
    [InlineData("1 2 -2", "-2 -3 -4", "makes leaf 1 of tree 0 a child of node 2")]
    [InlineData("2 -1 -1", "2 -3 -4", "makes node 2 of tree 0 a child of node 0")]
    [InlineData("2 -1 -1", "-2 -3 -4", "leaves node 1 of tree 0 without a parent before it")]
    public void DamagedShapeIsRefused(string left, string right, string? expected)
    {
        string text = WithTreeLine("right_child", right, WithTreeLine("left_child", left));
        if (expected is null)
            LightGbmBooster.LoadFromString(text).Dispose();
        else
            AssertSays(expected, text);
    }

    [Fact]
    public void TreeTooDeepIsRefused()
    {
        const int leaves = 1_003;
        string zeros = string.Join(' ', Enumerable.Repeat(0, leaves));
        string nodeZeros = zeros[2..];
        var lines = new Dictionary<string, string>
        {
            ["num_leaves"] = $"{leaves}",
            ["left_child"] = string.Join(' ', Enumerable.Range(1, leaves - 2).Append(-leaves)),
            ["right_child"] = string.Join(' ', Enumerable.Range(0, leaves - 1).Select(leaf => ~leaf)),
        };
        foreach (string key in (string[])["leaf_value", "leaf_weight", "leaf_count"])
            lines[key] = zeros;
        foreach (string key in (string[])["split_feature", "split_gain", "threshold", "decision_type", "internal_value", "internal_weight", "internal_count"])
            lines[key] = nodeZeros;

        AssertSays("has a tree 0 deeper than 1000 nodes", lines.Aggregate(_model, (text, line) => WithTreeLine(line.Key, line.Value, text)));
    }

    [Fact]
    public void TruncationAnywhereIsAClearErrorOrHarmless()
    {
        int end = _model.IndexOf("end of trees", StringComparison.Ordinal) + "end of trees\n".Length;
        for (int length = 0; length < end; length += 7)
            Assert.Throws<InvalidDataException>(() => LightGbmBooster.LoadFromString(_model[..length]));
        using LightGbmBooster whole = LightGbmBooster.LoadFromString(_model);
        using LightGbmBooster withoutParameters = LightGbmBooster.LoadFromString(_model[..end]);
        Assert.Equal(whole.Predict([0.1, 0.2, 0.3]), withoutParameters.Predict([0.1, 0.2, 0.3]));
    }

    [Fact]
    public void FlippedBytesNeverCrash()
    {
        var random = new Random(3);
        for (int round = 0; round < 2_000; round++)
        {
            char[] text = _model.ToCharArray();
            for (int change = 0; change <= round % 3; change++)
                text[random.Next(text.Length)] = round % 2 == 0 ? (char)random.Next(1, 128) : "0123456789-. =\n"[random.Next(15)];
            try
            {
                using LightGbmBooster booster = LightGbmBooster.LoadFromString(new string(text));
                _ = booster.PredictContributions(new LightGbmMatrix(new double[booster.FeatureNames.Count], 1, booster.FeatureNames.Count));
            }
            catch (Exception error) when (error is InvalidDataException or LightGbmException)
            {
            }
        }
    }

    static string TrainedText()
    {
        using LightGbmBooster booster = new Example(rows: 200).Train(new() { Iterations = 2, Leaves = 4 });
        return booster.SaveToString();
    }

    /// <summary>The model with one line of its first tree replaced and the tree's size corrected.</summary>
    static string WithTreeLine(string key, string value, string? model = null)
    {
        model ??= _model;
        string changed = new Regex($"^{key}=.*$", RegexOptions.Multiline).Replace(model, $"{key}={value}", 1);
        int size = int.Parse(Regex.Match(model, @"tree_sizes=(\d+)").Groups[1].Value);
        return new Regex(@"tree_sizes=\d+").Replace(changed, $"tree_sizes={size + changed.Length - model.Length}", 1);
    }

    static void AssertSays(string expected, string text) => Assert.Contains(
        expected, Assert.Throws<InvalidDataException>(() => LightGbmBooster.LoadFromString(text)).Message, StringComparison.Ordinal);
}
