using System.Text.Json;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Tests.Leakage;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.Tests.Probing;

public sealed class HeldOutErrorsTest
{
    static readonly TrainingRows _rows = LeakageTables.Transfer(seed: 6);
    static readonly Prediction[] _heldOut = [.. CrossValidation.Run(new SourceMean(), _rows, Splitter.TargetFolds(5, 1), 2)];
    static readonly HeldOutErrors _errors = HeldOutErrors.Of(_rows, _heldOut);

    [Fact]
    public void EveryRowIsInItsPlace()
    {
        Assert.Equal(["m1|pos|accuracy", "m2|pos|accuracy"], _errors.Settings.Keys);
        for (int i = 0; i < _rows.Count; i++)
        {
            SettingErrors table = _errors.Settings[_rows.Groups[i].Setting];
            TargetErrors target = table.Targets.Single(t => t.Target == _rows.Targets[i]);
            Assert.Equal(_heldOut[i].Actual - _heldOut[i].Predicted, target.Errors[table.Sources.IndexOf(_rows.Sources[i])], 1e-5);
            Assert.Equal(_rows.Groups[i].TargetGroup, target.Group);
        }
        Assert.Equal(_rows.Count, _errors.Settings.Values.SelectMany(s => s.Targets).Sum(t => t.Errors.Count(e => !double.IsNaN(e))));
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void Interval_IsThatOfThePredictions(double level)
    {
        foreach ((string setting, ConformalInterval expected) in ConformalInterval.BySetting(_heldOut, level))
        {
            ConformalInterval found = _errors.Interval(setting, level);
            Assert.Equal((expected.Level, expected.Languages), (found.Level, found.Languages));
            Assert.Equal(expected.HalfWidth is null, found.HalfWidth is null);
            Assert.Equal(expected.HalfWidth ?? 0, found.HalfWidth ?? 0, 1e-5);
        }
    }

    [Fact]
    public void TextComesBackAsItWas()
    {
        string text = HeldOutErrorsText.Write(_errors);
        HeldOutErrors read = HeldOutErrorsText.Read(text);
        Assert.Equal(text, HeldOutErrorsText.Write(read));
        foreach ((string setting, SettingErrors table) in _errors.Settings)
        {
            Assert.Equal(table.Sources.ToArray(), read.Settings[setting].Sources.ToArray());
            Assert.All(table.Targets.Zip(read.Settings[setting].Targets), t => Assert.Equal(t.First.Errors.ToArray(), t.Second.Errors.ToArray()));
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{\"a|b|c\": null}")]
    [InlineData("{\"a|b|c\": {\"sources\": [\"x\", \"x\"], \"targets\": {}}}")]
    [InlineData("{\"a|b|c\": {\"sources\": [\"x\"], \"targets\": {\"t\": {\"group\": \"t\", \"errors\": [0.1, 0.2]}}}}")]
    [InlineData("{\"a|b|c\": {\"sources\": [\"x\"], \"targets\": {\"t\": {\"group\": \"t\", \"errors\": [63]}}}}")]
    [InlineData("{\"a|b|c\": {\"sources\": [\"x\"], \"targets\": {\"t\": null}}}")]
    public void DamagedTextIsRefused(string text) => Assert.Throws<JsonException>(() => HeldOutErrorsText.Read(text));
}
