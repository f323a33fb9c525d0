using TransferPredict.Training.Probing;
using TransferPredict.Training.Tests.Leakage;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.Tests.Probing;

public sealed class ErrorsElsewhereTest
{
    static readonly TrainingRows _rows = LeakageTables.Transfer(seed: 15);

    [Fact]
    public void WhatWasHeldOutTogetherHasNoPart()
    {
        Prediction[] heldOut = HeldOut(Splitter.LeaveOneGenusOut);
        foreach (int[] query in Queries())
        {
            string genus = heldOut[query[0]].Fold;
            string[] found = [.. new ErrorsElsewhere(_rows, heldOut).For(query).Targets.Select(t => t.Target)];
            string[] expected = [.. Enumerable.Range(0, _rows.Count).Where(i => _rows.Groups[i].Setting == _rows.Groups[query[0]].Setting && heldOut[i].Fold != genus).Select(i => _rows.Targets[i]).Distinct()];
            Assert.Equal(expected.Order(StringComparer.Ordinal), found);
        }
    }

    [Fact]
    public void OfAModelHeldOutWholeTheOtherModelsErrorsAreTaken()
    {
        Prediction[] heldOut = HeldOut(Splitter.LeaveOneModelOut);
        var elsewhere = new ErrorsElsewhere(_rows, heldOut);
        var own = HeldOutErrors.Of(_rows, heldOut);
        int[] first = Queries().First(q => _rows.Groups[q[0]].Model == "m1");
        SettingErrors errors = elsewhere.For(first), other = own.Settings[_rows.Groups[first[0]].Setting.Replace("m1|", "m2|", StringComparison.Ordinal)];
        Assert.Equal(string.Join(' ', other.Sources), string.Join(' ', errors.Sources));
        Assert.Equal(other.Targets.Select(t => (t.Target, string.Join(' ', t.Errors))), errors.Targets.Select(t => (t.Target, string.Join(' ', t.Errors))));
    }

    [Fact]
    public void WhereARankingLiesInManyFoldsAllErrorsOfItsSettingAreTaken()
    {
        Prediction[] heldOut = HeldOut(Splitter.LeaveOneSourceOut);
        int[] query = Queries().First();
        Assert.Equal(
            _rows.Targets.Where((_, i) => _rows.Groups[i].Setting == _rows.Groups[query[0]].Setting).Distinct().Count(), new ErrorsElsewhere(_rows, heldOut).For(query).Targets.Length);
    }

    static Prediction[] HeldOut(Splitter splitter) => [.. CrossValidation.Run(new SourceMean(), _rows, splitter, 2)];

    static IEnumerable<int[]> Queries() => Enumerable.Range(0, _rows.Count).GroupBy(_rows.Query).Select(q => q.ToArray());
}
