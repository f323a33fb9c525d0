using System.Collections.Immutable;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.Tests;

public class AccuracyStudyTest
{
    static readonly string[] _sources = ["eng", "deu", "fra", "rus", "fin"];

    static readonly LightGbmRegressor _regressor = new(LightGbmRegressor.DefaultParameters with { Iterations = 30, MinDataInLeaf = 3 });

    [Fact]
    public void Run_ReportsTheHeadlineThenEveryBaseline()
    {
        AccuracyStudy study = Run(Table(repeated: false));
        Assert.Equal(
            ["LightGBM", "mean score", "source mean", "English", "LambdaRank", "nearest by esd.token.ks", "nearest by ling.distance"],
            study.Reports.Select(r => r.Name));
        Assert.Same(study.Reports[0], study.Headline);
        Assert.Equal(_sources.Length * 12, study.Headline.Rows);
        Assert.Equal(12, study.Headline.Targets);
        Assert.NotNull(study.Headline.Metrics.Coverage);
        Assert.All(study.Reports.Skip(1), r => Assert.Null(r.Metrics.Coverage));
    }

    [Fact]
    public void Run_WithoutBaselinesThePredictorsFiguresAreTheSame()
    {
        TrainingTable table = Table(repeated: true);
        AccuracyStudy alone = Run(table, options: new StudyOptions { Baselines = false }), beside = Run(table);
        Assert.Equal(["LightGBM", "LightGBM" + AccuracyStudy.OnCeilingPairs, NoiseCeiling.Name], alone.Reports.Select(r => r.Name));
        Assert.Equal(beside.Predictions.AsEnumerable(), alone.Predictions);
        Assert.Equal(beside.Headline.Metrics, alone.Headline.Metrics);
    }

    [Fact]
    public void Run_PredictionsAreInTheOrderOfRowsAndHaveIntervals()
    {
        TrainingTable table = Table(repeated: false);
        AccuracyStudy study = Run(table);
        Assert.Equal(table.Rows.Sources, study.Predictions.Select(p => p.Source));
        Assert.Equal(table.Rows.Scores, study.Predictions.Select(p => p.Actual));
        Assert.All(study.Predictions, p => Assert.InRange(p.Predicted, p.Lower!.Value, p.Upper!.Value));
    }

    [Fact]
    public void Run_NoiseCeilingOnlyWhereSeedsRepeat()
    {
        Assert.DoesNotContain(Run(Table(repeated: false)).Reports, r => r.Name == NoiseCeiling.Name);
        AccuracyStudy study = Run(Table(repeated: true));
        AccuracyReport ceiling = study.Reports[^1], beside = study.Reports[^2];
        Assert.Equal(("LightGBM" + AccuracyStudy.OnCeilingPairs, 12), (beside.Name, beside.Rows)); // the predictor on the very same pairs
        Assert.Equal((NoiseCeiling.Name, 12), (ceiling.Name, ceiling.Rows));
        Assert.Equal(0.02, ceiling.Metrics.Mae!.Value, 1e-9);
    }

    [Fact]
    public void Run_EnglishIsLeftOutWhereItDoesNotCompete()
    {
        TrainingTable table = Table(repeated: false);
        ImmutableArray<int> kept = [.. Enumerable.Range(0, table.Rows.Count).Where(i => table.Rows.Sources[i] != "eng_Latn" || i >= table.Rows.Count / 2)];
        table = table with { Rows = table.Rows.Select(kept), Repeated = [.. kept.Select(i => table.Repeated[i])] };
        AccuracyReport english = Run(table).Reports.Single(r => r.Name == "English");
        Assert.Equal(6 * _sources.Length, english.Rows);
        Assert.Equal(6, english.Queries);
    }

    [Fact]
    public void Run_ThreadsDoNotMatter()
    {
        AccuracyStudy one = Run(Table(repeated: true), threads: 1), three = Run(Table(repeated: true), threads: 3);
        Assert.Equal(one.Predictions.AsEnumerable(), three.Predictions);
        Assert.Equal(one.Reports.Select(r => r.Metrics), three.Reports.Select(r => r.Metrics));
        Assert.Equal(one.Reports.SelectMany(r => r.Intervals), three.Reports.SelectMany(r => r.Intervals));
    }

    [Fact]
    public void Run_WithProbes_JudgesTheOtherSources()
    {
        TrainingTable table = Table(repeated: true);
        AccuracyStudy study = Run(table, options: new StudyOptions { Probes = ["fra_Latn"], Level = 0.8 });
        Assert.Equal(["LightGBM with probes", "LightGBM", "mean score"], study.Reports.Take(3).Select(r => r.Name));
        Assert.All(study.Reports.Where(r => r.Name != NoiseCeiling.Name && !r.Name.EndsWith(AccuracyStudy.OnCeilingPairs, StringComparison.Ordinal)), r => Assert.Equal(12 * (_sources.Length - 1), r.Rows));
        Assert.DoesNotContain("fra_Latn", study.Predictions.Select(p => p.Source));
        Assert.Equal(study.Rows.Sources, study.Predictions.Select(p => p.Source));
        Assert.Equal(0, study.QueriesWithoutProbe);
        AccuracyStudy plain = Run(table, options: new StudyOptions { Level = 0.8 });
        Assert.Equal( // the predictor without probes is the very same
            CrossValidation.Run(_regressor, table.Rows, Splitter.LeaveOneTargetOut, 1).Where(p => p.Source != "fra_Latn").Sum(p => p.AbsoluteResidual) / (12 * 4),
            study.Reports[1].Metrics.Mae!.Value, 1e-12);
        Assert.InRange(plain.Headline.Metrics.Coverage!.Value, 0.7, 0.95);
    }

    [Fact]
    public void Run_TargetsWithoutAProbeArePredictedWithout()
    {
        TrainingTable table = Table(repeated: false);
        ImmutableArray<int> kept = [.. Enumerable.Range(0, table.Rows.Count).Where(i => table.Rows.Sources[i] != "fra_Latn" || i >= 10)];
        table = table with { Rows = table.Rows.Select(kept), Repeated = [.. kept.Select(i => table.Repeated[i])] };
        AccuracyStudy study = Run(table, options: new StudyOptions { Probes = ["fra_Latn"] });
        Assert.Equal(2, study.QueriesWithoutProbe);
        ImmutableArray<Prediction> plain = CrossValidation.Run(_regressor, table.Rows, Splitter.LeaveOneTargetOut, 2);
        string[] without = ["tax", "tbx"];
        Assert.Equal(plain.Where(p => without.Contains(p.Target)).Select(p => p.Predicted), study.Predictions.Where(p => without.Contains(p.Target)).Select(p => p.Predicted));
    }

    [Fact]
    public void Run_RefusesProbesThatRevealNothingOrLeaveNothingOrTellNothing()
    {
        string Refused(Splitter splitter, params string[] probes) => Assert.Throws<InvalidDataException>(
            () => AccuracyStudy.Run(_regressor, Table(repeated: false), splitter, 1, 1, options: new StudyOptions { Probes = [.. probes] })).Message;
        Assert.Contains("no row whose source is jpn_Jpan", Refused(Splitter.LeaveOneTargetOut, "jpn_Jpan"));
        Assert.Contains("no other sources", Refused(Splitter.LeaveOneTargetOut, [.. _sources.Select(s => $"{s}_Latn")]));
        Assert.Contains("random-5-fold learns from other scores", Refused(Splitter.RandomFolds(5, 1), "fra_Latn"));
    }

    [Fact]
    public void Run_WithoutFamilies_ComparesInTheSameFolds()
    {
        TrainingTable table = Table(repeated: false);
        AccuracyStudy study = Run(table, options: new StudyOptions { Without = [["esd"], ["ling", "lex"]] });
        Assert.Equal(["LightGBM", "LightGBM without esd", "LightGBM without ling, lex", "mean score"], study.Reports.Take(4).Select(r => r.Name));
        TrainingRows fewer = table.Rows.WithFeatures(n => n == "ling.distance" || n == "lex.fertility_target");
        Assert.Equal(CrossValidation.Run(_regressor, fewer, Splitter.LeaveOneTargetOut, 1).Average(p => p.AbsoluteResidual), study.Reports[1].Metrics.Mae!.Value, 0.01);
        Assert.Equal(2, study.Ablations.Length);
        int rmse = AccuracyMetrics.IndexOf("rmse");
        Figure change = study.Ablations[0].Differences[rmse]!;
        Assert.Equal(study.Headline.Metrics.Rmse - study.Reports[1].Metrics.Rmse, change.Value);
        Assert.Equal(-1, change.Sign); // the one feature that tells the score lowers the error
        Assert.InRange(study.Ablations[1].Differences[rmse]!.Value, change.Value / 4, -change.Value / 4);
        Assert.Equal(study.Settings.Select(s => $"{s.Model}|{s.Task}|{s.Metric}"), study.Ablations[0].Settings.Keys);
        Assert.All(study.Settings, s => Assert.Equal(
            s.Reports[0].Metrics.Rmse - s.Reports[1].Metrics.Rmse, study.Ablations[0].Settings[$"{s.Model}|{s.Task}|{s.Metric}"][rmse]!.Value));
    }

    [Fact]
    public void Run_OtherSeeds_TellTheSpreadAndLeaveTheReportsAlone()
    {
        TrainingTable table = Table(repeated: false);
        LightGbmRegressor[] others = [.. new[] { 2, 3 }.Select(seed => new LightGbmRegressor(_regressor.Parameters with { Seed = seed }))];
        AccuracyStudy study = Run(table, options: new StudyOptions { OtherSeeds = [.. others] }), plain = Run(table);
        Assert.Equal(plain.Reports.Select(r => r.Name), study.Reports.Select(r => r.Name));
        Assert.Null(plain.Seeds);
        double[] maes = [.. others.Prepend(_regressor).Select(r => CrossValidation.Run(r, table.Rows, Splitter.LeaveOneTargetOut, 1).Average(p => p.AbsoluteResidual))];
        (double mean, double least, double greatest) = study.Seeds!.Figures[AccuracyMetrics.IndexOf("mae")]!.Value;
        Assert.Equal(maes.Average(), mean, 1e-12);
        Assert.Equal(maes.Min(), least, 1e-12);
        Assert.Equal(maes.Max(), greatest, 1e-12);
        Assert.NotNull(study.Seeds.Figures[AccuracyMetrics.IndexOf("coverage")]);
    }

    [Fact]
    public void Run_WhereOtherScoresOfATargetAreKnown_TheyAreTakenIn()
    {
        TrainingTable table = Table(repeated: false);
        var options = new StudyOptions { Without = [["esd"]], OtherSeeds = [new LightGbmRegressor(_regressor.Parameters with { Seed = 2 })] };
        AccuracyStudy study = AccuracyStudy.Run(_regressor, table, Splitter.RandomFolds(5, 1), 1, 2, options: options);
        Assert.Equal(
            ["LightGBM with the target's other scores", "LightGBM", "LightGBM without esd with the target's other scores", "mean score"], study.Reports.Take(4).Select(r => r.Name));
        double Mae(IRegressor regressor) => CrossValidation.Run(regressor, table.Rows, Splitter.RandomFolds(5, 1), 1).Average(p => p.AbsoluteResidual);
        Assert.Equal(Mae(new OtherScoresRegressor(_regressor, 1)), study.Headline.Metrics.Mae!.Value, 1e-12);
        int mae = AccuracyMetrics.IndexOf("mae");
        Assert.Equal(study.Headline.Metrics.Mae - study.Reports[2].Metrics.Mae, study.Ablations[0].Differences[mae]!.Value);
        Assert.Equal((study.Headline.Metrics.Mae!.Value + Mae(new OtherScoresRegressor(options.OtherSeeds[0], 1))) / 2, study.Seeds!.Figures[mae]!.Value.Mean, 1e-12);
        AccuracyStudy second = AccuracyStudy.Run(options.OtherSeeds[0], table, Splitter.RandomFolds(5, 1), 1, 2, options: options with { OtherSeeds = [] });
        double[] changes = [study.Ablations[0].Differences[mae]!.Value, second.Ablations[0].Differences[mae]!.Value];
        (double mean, double least, double greatest) = study.Ablations[0].Seeds!.Figures[mae]!.Value;
        Assert.Equal(changes.Average(), mean, 1e-12);
        Assert.Equal(changes.Min(), least, 1e-12);
        Assert.Equal(changes.Max(), greatest, 1e-12);
        Assert.Null(second.Ablations[0].Seeds);
    }

    [Fact]
    public void Run_RefusesFamiliesThatAreNotThereOrLeaveNothing()
    {
        string Refused(params string[] families) => Assert.Throws<BadCommandException>(() => Run(Table(repeated: false), options: new StudyOptions { Without = [[.. families]] })).Message;
        Assert.Equal("--without ww: found features of the families esd, ling, lex, expected some of these.", Refused("ww"));
        Assert.Contains("found no feature of another family", Refused("esd", "ling", "lex"));
    }

    [Fact]
    public void Run_CanBeCancelled() => Assert.ThrowsAny<OperationCanceledException>(() =>
        AccuracyStudy.Run(_regressor, Table(repeated: false), Splitter.LeaveOneTargetOut, 1, 2, cancellation: new CancellationToken(canceled: true)));

    static AccuracyStudy Run(TrainingTable table, int threads = 2, StudyOptions? options = null) =>
        AccuracyStudy.Run(_regressor, table, Splitter.LeaveOneTargetOut, 1, threads, options: options);

    /// <summary>12 targets, 5 sources; one feature tells the score, one is noise, one (the target's alone) can rank nothing.</summary>
    static TrainingTable Table(bool repeated)
    {
        var random = new Random(11);
        (string Source, string Target, double Score)[] rows =
            [.. from t in Enumerable.Range(0, 12) from s in _sources select (s, $"t{(char)('a' + t)}x", 0.2 + (random.NextDouble() * 0.6))];
        var table = new TrainingRows
        {
            FeatureNames = ["esd.token.ks", "ling.distance", "lex.fertility_target"],
            Features = [.. rows.SelectMany(r => new[] { 1 - (float)r.Score, random.NextSingle(), r.Target[1] })],
            Scores = [.. rows.Select(r => r.Score)],
            Groups = [.. rows.Select(r => new PairGroups("m", "pos", r.Source, r.Target, null, null))],
            Sources = [.. rows.Select(r => $"{r.Source}_Latn")],
            Targets = [.. rows.Select(r => $"{r.Target}_Latn")],
        };
        return new TrainingTable(
            table, [.. rows.Select(r => repeated && r.Source == "eng" ? ImmutableArray.Create(r.Score - 0.01, r.Score + 0.01) : [r.Score])], []);
    }
}
