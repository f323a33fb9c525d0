using System.Collections.Immutable;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.Tests.Leakage;

/// <summary>What is held out reaches no prediction, and nothing but features, facts and scores does: for every split and regressor, bit for bit.</summary>
public sealed class LeakageTest
{
    static readonly TrainingRows _rows = LeakageTables.Transfer(seed: 7);

    static readonly LightGbmRegressor _predictor = new(LightGbmRegressor.DefaultParameters with { Iterations = 15, MinDataInLeaf = 5, LearningRate = 0.2 });

    static readonly IRegressor[] _regressors = [_predictor, new LambdaRankReference(), new MeanScore(), new SourceMean(), new SingleFeature("near")];

    public static TheoryData<Splitter> Splits =>
    [
        Splitter.LeaveOneTargetOut, Splitter.LeaveOneSourceOut, Splitter.LeaveOneFamilyOut, Splitter.LeaveOneGenusOut, Splitter.LeaveOneModelOut, Splitter.RandomFolds(5, 1),
        Splitter.LeaveOneTargetOut.Strict(), Splitter.LeaveOneSourceOut.Strict(), Splitter.LeaveOneFamilyOut.Strict(), Splitter.LeaveOneGenusOut.Strict(),
    ];

    public static TheoryData<Splitter> SplitsWithProbes =>
        [Splitter.LeaveOneTargetOut, Splitter.LeaveOneGenusOut, Splitter.LeaveOneModelOut, Splitter.LeaveOneTargetOut.Strict()];

    [Theory]
    [MemberData(nameof(Splits), DisableDiscoveryEnumeration = true)]
    public void NoiseInsteadOfAllHeldOutScoresChangesNoHeldOutPrediction(Splitter splitter)
    {
        foreach (Fold fold in SomeFolds(splitter))
        {
            TrainingRows noise = NoiseOutside(fold, _ => false);
            for (int r = 0; r < _regressors.Length; r++)
                Assert.Equal(Bits(_regressors[r], _rows, splitter, fold), Bits(_regressors[r], noise, splitter, fold));
            Assert.NotEqual(Bits(_predictor, _rows, splitter), Bits(_predictor, noise, splitter)); // other folds do learn from them
        }
    }

    [Theory]
    [MemberData(nameof(SplitsWithProbes), DisableDiscoveryEnumeration = true)]
    public void WithProbes_NoiseInsteadOfAllOtherHeldOutScoresChangesNoHeldOutPrediction(Splitter splitter)
    {
        var probed = new ProbedRegressor(_predictor, 1);
        foreach (Fold fold in SomeFolds(splitter).Take(1))
        {
            TrainingRows noise = NoiseOutside(fold, IsTold), otherProbes = NoiseOutside(fold, row => !IsTold(row));
            long[] plain = Bits(probed, _rows, splitter, fold, IsTold);
            Assert.Equal(plain, Bits(probed, noise, splitter, fold, IsTold));
            Assert.NotEqual(plain, Bits(probed, otherProbes, splitter, fold, IsTold)); // what is told does change them
        }
    }

    [Theory]
    [MemberData(nameof(Splits), DisableDiscoveryEnumeration = true)]
    public void PermutingRowsChangesNoPrediction(Splitter splitter)
    {
        int[] order = LeakageTables.Order(_rows.Count, 5);
        TrainingRows permuted = LeakageTables.Permuted(_rows, order);
        foreach (IRegressor regressor in _regressors)
        {
            long[] plain = Bits(regressor, _rows, splitter);
            Assert.Equal(order.Select(i => plain[i]), Bits(regressor, permuted, splitter));
        }
    }

    [Theory]
    [MemberData(nameof(Splits), DisableDiscoveryEnumeration = true)]
    public void RenamingLanguagesChangesNoPrediction(Splitter splitter)
    {
        TrainingRows renamed = LeakageTables.Renamed(_rows);
        Assert.Equal(_rows.Targets.Distinct().Count(), renamed.Targets.Distinct().Count());
        foreach (IRegressor regressor in _regressors)
            Assert.Equal(Bits(regressor, _rows, splitter), Bits(regressor, renamed, splitter));
    }

    [Fact]
    public void WithProbes_PermutingRowsRenamingLanguagesAndThreadsChangeNoPrediction()
    {
        var probed = new ProbedRegressor(_predictor, 1);
        long[] plain = Bits(probed, _rows, Splitter.LeaveOneTargetOut, IsTold, threads: 1);
        Assert.Equal(plain, Bits(probed, _rows, Splitter.LeaveOneTargetOut, IsTold, threads: 3));
        int[] order = LeakageTables.Order(_rows.Count, 6);
        Assert.Equal(order.Select(i => plain[i]), Bits(probed, LeakageTables.Permuted(_rows, order), Splitter.LeaveOneTargetOut, i => IsTold(order[i])));
        Assert.Equal(plain, Bits(probed, LeakageTables.Renamed(_rows), Splitter.LeaveOneTargetOut, IsTold));
    }

    public static TheoryData<Splitter> SplitsWithOtherScores => [Splitter.RandomFolds(5, 1), Splitter.LeaveOneSourceOut, Splitter.LeaveOneSourceOut.Strict()];

    [Theory]
    [MemberData(nameof(SplitsWithOtherScores), DisableDiscoveryEnumeration = true)]
    public void WithOtherScoresAndTuned_NothingOfTheseChangesAPrediction(Splitter splitter)
    {
        var tuned = new TunedRegressor([_predictor.Parameters, _predictor.Parameters with { Leaves = 4 }]);
        Fold fold = SomeFolds(splitter).First();
        TrainingRows noise = NoiseOutside(fold, _ => false);
        int[] order = LeakageTables.Order(_rows.Count, 7);
        foreach (IRegressor regressor in (IRegressor[])[new OtherScoresRegressor(_predictor, 1), tuned])
        {
            long[] plain = Bits(regressor, _rows, splitter, threads: 1);
            Assert.Equal(Bits(regressor, _rows, splitter, fold), Bits(regressor, noise, splitter, fold));
            Assert.Equal(plain, Bits(regressor, _rows, splitter, threads: 3));
            Assert.Equal(order.Select(i => plain[i]), Bits(regressor, LeakageTables.Permuted(_rows, order), splitter));
            Assert.Equal(plain, Bits(regressor, LeakageTables.Renamed(_rows), splitter));
        }
    }

    [Theory]
    [MemberData(nameof(Splits), DisableDiscoveryEnumeration = true)]
    public void ThreadsChangeNoPrediction(Splitter splitter)
    {
        foreach (IRegressor regressor in _regressors)
            Assert.Equal(Bits(regressor, _rows, splitter, threads: 1), Bits(regressor, _rows, splitter, threads: 3));
    }

    [Theory]
    [MemberData(nameof(Splits), DisableDiscoveryEnumeration = true)]
    public void ShuffledScoresGiveChance(Splitter splitter)
    {
        AccuracyMetrics real = Figures(_rows);
        Assert.True(real.R2 > 0.4 && real.Spearman > 0.4, $"{real}");
        int[] order = LeakageTables.Order(_rows.Count, 9);
        AccuracyMetrics chance = Figures(_rows with { Scores = [.. order.Select(i => _rows.Scores[i])] });
        Assert.InRange(chance.R2!.Value, -0.3, 0.05);
        Assert.InRange(chance.Spearman!.Value, splitter.HoldsQueries ? -0.15 : -0.25, 0.15); // where scores of the target are known, their mean is lower without the high one held out

        AccuracyMetrics Figures(TrainingRows rows) => AccuracyMetrics.Of(CrossValidation.Run(_predictor, rows, splitter, 2));
    }

    static bool IsTold(int row) => _rows.Sources[row] == LeakageTables.Probe;

    /// <summary>Two folds are enough to tell, and quick.</summary>
    static IEnumerable<Fold> SomeFolds(Splitter splitter) => CanonicalFolds(splitter) is var folds ? [folds[0], folds[^1]] : [];

    /// <summary>The folds that cross-validation makes, in numbers of rows.</summary>
    static ImmutableArray<Fold> CanonicalFolds(Splitter splitter)
    {
        ILookup<string, int> rows = CrossValidation.Run(new MeanScore(), _rows, splitter, 2).Select((p, i) => (p.Fold, i)).ToLookup(f => f.Fold, f => f.i);
        Dictionary<string, Fold> folds = splitter.Split(_rows.Groups).ToDictionary(f => f.Name);
        // Random folds depend on the order of rows: what they leave to learn from is all the rest.
        return [.. rows.Select(f => new Fold(f.Key, splitter.IsOptimistic ? [.. Enumerable.Range(0, _rows.Count).Except(f)] : folds[f.Key].Train, [.. f]))];
    }

    static TrainingRows NoiseOutside(Fold fold, Func<int, bool> kept)
    {
        var random = new Random(3);
        HashSet<int> train = [.. fold.Train];
        return _rows with { Scores = [.. _rows.Scores.Select((score, i) => random.NextDouble() is var noise && (train.Contains(i) || kept(i)) ? score : noise)] };
    }

    static long[] Bits(IRegressor regressor, TrainingRows rows, Splitter splitter, Fold fold, Func<int, bool>? revealed = null)
    {
        long[] all = Bits(regressor, rows, splitter, revealed);
        return [.. fold.Test.Select(i => all[i])];
    }

    static long[] Bits(IRegressor regressor, TrainingRows rows, Splitter splitter, Func<int, bool>? revealed = null, int threads = 2) =>
        [.. CrossValidation.Run(regressor, rows, splitter, threads, revealed: revealed).Select(p => BitConverter.DoubleToInt64Bits(p.Predicted))];
}
