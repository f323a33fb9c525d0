using TransferPredict.Training.Probing;
using TransferPredict.Training.Tests.Validation;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Probing;

public sealed class KnownScoreUpdateTest
{
    static readonly string[] _sources = ["aaa_Latn", "bbb_Latn", "ccc_Latn"];

    /// <summary>Errors of twelve targets whose first two sources err together.</summary>
    static readonly double[][] _errors =
    [
        .. Enumerable.Range(0, 12).Select(t =>
        {
            var random = new Random(t);
            double common = 0.2 * (random.NextDouble() - 0.5);
            return new[] { common, common + 0.01 * random.NextDouble(), 0.1 * (random.NextDouble() - 0.5) };
        }),
    ];

    static TrainingRows Rows(string model, int targets, Func<int, int, double> score)
    {
        TrainingRows rows = Tables.Of([.. Enumerable.Range(0, targets).SelectMany(t => _sources.Select((s, i) => (s, $"t{(char)('a' + t)}x_Latn", score(t, i))))]);
        return rows with { Groups = [.. rows.Groups.Select(g => g with { Model = model })] };
    }

    static KnownScoreUpdate Update()
    {
        TrainingRows training = Rows("m", 12, (_, _) => 0.5);
        return new KnownScoreUpdate(training, [.. _errors.SelectMany(e => e)]);
    }

    [Fact]
    public void TheOthersMoveAsTheErrorsOfHeldOutTargetsGoTogether()
    {
        double[] predicted = [0.5, 0.4, 0.3];
        Update().Apply(predicted, Rows("m", 1, (_, i) => i == 0 ? 0.6 : double.NaN));
        double[] covariance = ResidualModel.Fit([.. _errors.SelectMany(e => e)], 3).Covariance;
        Assert.Equal(0.6, predicted[0], 1e-12);
        Assert.Equal(0.4 + 0.1 * covariance[3] / covariance[0], predicted[1], 1e-12);
        Assert.Equal(0.3 + 0.1 * covariance[6] / covariance[0], predicted[2], 1e-12);
        Assert.True(predicted[1] - 0.4 > 2 * Math.Abs(predicted[2] - 0.3), $"{predicted[1]} and {predicted[2]}"); // the second errs with the first, the third does not
    }

    [Fact]
    public void QueriesWithoutAKnownScoreStay()
    {
        double[] predicted = [0.5, 0.4, 0.3, 0.5, 0.4, 0.3];
        Update().Apply(predicted, Rows("m", 2, (t, i) => t == 1 && i == 2 ? 0.1 : double.NaN));
        Assert.Equal([0.5, 0.4, 0.3], predicted[..3]);
        Assert.Equal(0.1, predicted[5], 1e-12);
        Assert.NotEqual(0.4, predicted[4]);
    }

    [Fact]
    public void AModelThatTrainingNeverSawHasTheErrorsOfAll()
    {
        double[] own = [0.5, 0.4, 0.3], other = [0.5, 0.4, 0.3];
        Update().Apply(own, Rows("m", 1, (_, i) => i == 0 ? 0.6 : double.NaN));
        Update().Apply(other, Rows("never seen", 1, (_, i) => i == 0 ? 0.6 : double.NaN));
        Assert.Equal(own, other);
    }

    [Fact]
    public void WhatIsPredictedStaysAScore()
    {
        double[] predicted = [0.1, 0.95, 0.5];
        Update().Apply(predicted, Rows("m", 1, (_, i) => i == 0 ? 1 : double.NaN));
        Assert.All(predicted, p => Assert.InRange(p, 0, 1));
        Assert.Equal(1, predicted[1]);
    }
}
