using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Predictor;

public sealed class SettingScalesTest
{
    [Fact]
    public void Fit_MeanAndDeviationOfEachSetting()
    {
        SettingScales scales = SettingScales.Fit(Rows(("m|pos|accuracy", 0.2), ("m|pos|accuracy", 0.6), ("m|ner|f1", 0.1), ("m|ner|f1", 0.1)));
        Assert.Equal(new SettingScale(0.4, 0.2), Rounded(scales.Of("m|pos|accuracy")));
        Assert.Equal(new SettingScale(0.1, 1), Rounded(scales.Of("m|ner|f1"))); // all alike: nothing to divide by
    }

    [Fact]
    public void Of_AnUnseenModelIsLikeTheOthersOnItsTask_AnUnseenTaskLikeAll()
    {
        SettingScales scales = SettingScales.Fit(Rows(("a|pos|accuracy", 0.2), ("a|pos|accuracy", 0.6), ("b|pos|accuracy", 0.7), ("b|pos|accuracy", 0.9), ("a|ner|f1", 0), ("a|ner|f1", 0.2)));
        Assert.Equal(new SettingScale(0.6, 0.15), Rounded(scales.Of("c|pos|accuracy")));
        Assert.Equal(new SettingScale(1.3 / 3, 0.4 / 3), scales.Of("c|topic|accuracy"), new Near());
    }

    [Fact]
    public void Score_UndoesStandardise()
    {
        var scale = new SettingScale(0.4, 0.05);
        Assert.Equal(2, scale.Standardise(0.5), 1e-12);
        Assert.Equal(0.37, scale.Score(scale.Standardise(0.37)), 1e-12);
    }

    static SettingScale Rounded(SettingScale scale) => new(Math.Round(scale.Mean, 12), Math.Round(scale.Deviation, 12));

    static TrainingRows Rows(params (string Setting, double Score)[] rows) => new()
    {
        FeatureNames = [],
        Features = [],
        Scores = [.. rows.Select(r => r.Score)],
        Groups = [.. rows.Select(r => r.Setting.Split('|')).Select(s => new PairGroups(s[0], s[1], "aaa", "bbb", null, null, s[2]))],
        Sources = [.. rows.Select(_ => "aaa_Latn")],
        Targets = [.. rows.Select(_ => "bbb_Latn")],
    };

    sealed class Near : IEqualityComparer<SettingScale>
    {
        public bool Equals(SettingScale? x, SettingScale? y) => Math.Abs(x!.Mean - y!.Mean) < 1e-12 && Math.Abs(x.Deviation - y.Deviation) < 1e-12;

        public int GetHashCode(SettingScale obj) => 0;
    }
}
