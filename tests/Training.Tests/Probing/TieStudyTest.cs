using TransferPredict.Training.Probing;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Probing;

public sealed class TieStudyTest
{
    // 8 targets, 4 sources; every prediction is off by the same 0.1 and orders the sources rightly.
    static readonly TrainingRows _rows = Tables.Of(
        [.. from t in Enumerable.Range(0, 8) from s in Enumerable.Range(0, 4) select ($"s{(char)('a' + s)}s_Latn", $"t{(char)('a' + t)}t_Latn", 0.2 + 0.1 * s + 0.01 * t)]);

    static Prediction[] Predicted(Func<int, double> value) =>
        [.. Enumerable.Range(0, _rows.Count).Select(i => new Prediction(_rows.Query(i), _rows.Groups[i].TargetGroup, _rows.Sources[i], _rows.Scores[i], value(i)))];

    [Fact]
    public void APerfectOrderTiesTheBestAlone()
    {
        TieStudy study = TieStudy.Run(_rows, Predicted(i => _rows.Scores[i] - 0.1), 0.9, seed: 1)!;
        Assert.Equal((1.0, 1.0, 4.0, 8), (study.Held.Value, study.Tied, study.Sources, study.Queries));
        Assert.Equal(8, study.Held.Groups);
    }

    [Fact]
    public void EqualPredictionsTieAll()
    {
        TieStudy study = TieStudy.Run(_rows, Predicted(_ => 0.5), 0.9, seed: 1)!;
        Assert.Equal((1.0, 4.0), (study.Held.Value, study.Tied));
    }

    [Fact]
    public void AWrongOrderOnOneTargetIsCounted()
    {
        // The errors of seven targets say that differences are certain; on the eighth the worst source is predicted to be the best.
        TieStudy study = TieStudy.Run(_rows, Predicted(i => i < 4 ? 1 - _rows.Scores[i] : _rows.Scores[i]), 0.9, seed: 1)!;
        Assert.Equal(7 / 8.0, study.Held.Value, 1e-12);
        Assert.InRange(study.Held.Interval!.Value.Low, 0.5, 0.8);
    }

    [Fact]
    public void NothingToRankIsNull()
    {
        TrainingRows one = _rows.Select([.. Enumerable.Range(0, 8).Select(t => 4 * t)]);
        Assert.Null(TieStudy.Run(one, [.. Predicted(_ => 0.5).Where((_, i) => i % 4 == 0)], 0.9, seed: 1));
        TrainingRows alone = _rows.Select([0, 1, 2, 3]); // no other target to learn errors from
        Assert.Null(TieStudy.Run(alone, [.. Predicted(_ => 0.5).Take(4)], 0.9, seed: 1));
    }
}
