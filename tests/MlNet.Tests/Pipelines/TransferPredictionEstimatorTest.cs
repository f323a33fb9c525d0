using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Features;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Tests.Pipelines;

public sealed class TransferPredictionEstimatorTest : IDisposable
{
    static readonly FeatureTable _table = SmallTables.Of();
    static readonly FeatureDataView _view = new(_table);
    static readonly TransferPredictionOptions _options = new()
    {
        Intervals = ImmutableSortedDictionary<string, ConformalInterval>.Empty.Add("mini-xlmr|pos|accuracy", new ConformalInterval(0.9, 0.1, 15)),
    };

    readonly MLContext _context = new(seed: 1);
    readonly TempFolder _folder = new();

    TransferPredictionCatalog Transfer => _context.TransferPrediction();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void SavedAndLoaded_ScoresNamesAsBefore()
    {
        using NamedPairTransformer model = Fitted();
        ITransformer loaded = SavedAndLoaded(model, out DataViewSchema input);
        Assert.Equal(["Model", "Source", "Target"], input.Select(c => c.Name));
        IDataView names = Names();
        foreach (string column in (string[])["Score", "Lower", "Upper"])
            Assert.Equal(FeatureViews.Numbers(model.Transform(names), column), FeatureViews.Numbers(loaded.Transform(names), column));
        float[] scores = FeatureViews.Numbers(loaded.Transform(names), "Score");
        double mean = _table.Rows.Scores.Average(), error = scores.Zip(_table.Rows.Scores, (p, a) => Math.Abs(p - a)).Average();
        Assert.True(error < 0.5 * _table.Rows.Scores.Average(s => Math.Abs(s - mean)), $"{error}");
    }

    [Fact]
    public void KeysAndTextGiveTheSameScores()
    {
        using NamedPairTransformer model = Fitted();
        Assert.IsType<KeyDataViewType>(_view.Schema["Source"].Type);
        Assert.Equal(FeatureViews.Numbers(model.Transform(Names()), "Score"), FeatureViews.Numbers(model.Transform(_view), "Score"));
    }

    [Fact]
    public void PredictionEngine_OnePairWithItsInterval_NaNForOneThatIsNotKnown()
    {
        using NamedPairTransformer model = Fitted();
        foreach (ITransformer transformer in new[] { model, SavedAndLoaded(model, out _) })
        {
            using PredictionEngine<LanguagePair, TransferScore> engine = _context.Model.CreatePredictionEngine<LanguagePair, TransferScore>(transformer);
            TransferScore score = engine.Predict(new LanguagePair { Model = "mini-xlmr", Source = "deu_Latn", Target = "nld_Latn" });
            Assert.InRange(score.Score, 0.2f, 1f);
            Assert.Equal((score.Score - 0.1f, Math.Min(1, score.Score + 0.1f)), (score.Lower, score.Upper));
            foreach ((string name, string source, string target) in new[] { ("mini-xlmr", "deu_Latn", "fao_Latn"), ("mini-xlmr", "xxx", "nld_Latn"), ("mbert", "deu_Latn", "nld_Latn"), ("", "", "") })
            {
                TransferScore unknown = engine.Predict(new LanguagePair { Model = name, Source = source, Target = target });
                Assert.Equal((float.NaN, float.NaN, float.NaN), (unknown.Score, unknown.Lower, unknown.Upper));
            }
            Assert.Equal(score.Score, engine.Predict(new LanguagePair { Model = "mini-xlmr", Source = "deu_Latn", Target = "nld_Latn" }).Score);
        }
    }

    [Fact]
    public void InAPipeline_BetweenOtherEstimators()
    {
        IDataView names = Names();
        var pipeline = _context.Transforms.CopyColumns("Source", "From").Append(_context.Transforms.CopyColumns("Target", "To"))
            .Append(Transfer.Estimator(PairFeatures.Of(_table))).Append(_context.Transforms.Expression("Percent", "s => 100f * s", "Score"));
        IDataView renamed = _context.Transforms.CopyColumns("From", "Source").Append(_context.Transforms.CopyColumns("To", "Target"))
            .Append(_context.Transforms.DropColumns("Source", "Target")).Fit(names).Transform(names);
        ITransformer model = pipeline.Fit(renamed);
        string path = _folder.In("pipeline.zip");
        _context.Model.Save(model, renamed.Schema, path);
        IDataView scored = new MLContext().Model.Load(path, out _).Transform(renamed);
        using NamedPairTransformer alone = Transfer.Estimator(PairFeatures.Of(_table)).Fit(names);
        Assert.Equal(FeatureViews.Numbers(alone.Transform(names), "Score").Select(s => 100f * s), FeatureViews.Numbers(scored, "Percent"));
    }

    [Fact]
    public void SeveralTasks_AreToldApartByTheirNames()
    {
        FeatureTable both = SmallTables.Of(null, "ner", "pos");
        using NamedPairTransformer model = Transfer.Estimator(PairFeatures.Of(both)).Fit(new FeatureDataView(both));
        Assert.Equal(["Task", "Metric", "Model", "Source", "Target"], model.InputSchema.Select(c => c.Name));
        using PredictionEngine<LanguagePair, TransferScore> engine = _context.Model.CreatePredictionEngine<LanguagePair, TransferScore>(model);
        float Score(string task, string metric) => engine.Predict(new LanguagePair { Task = task, Metric = metric, Model = "mini-xlmr", Source = "swe_Latn", Target = "isl_Latn" }).Score;
        Assert.True(Score("pos", "accuracy") > Score("ner", "f1") + 0.05);
        Assert.True(float.IsNaN(Score("pos", "f1")));
    }

    [Fact]
    public void Fit_LooksFeaturesUpWhereTheViewHasNone()
    {
        using NamedPairTransformer fromNames = Transfer.Estimator(PairFeatures.Of(_table)).Fit(Names()), fromView = Transfer.Estimator(PairFeatures.Of(_table)).Fit(new FeatureDataView(FeatureTable.Of(_table.Rows)));
        Assert.Equal(FeatureViews.Numbers(fromView.Transform(Names()), "Score"), FeatureViews.Numbers(fromNames.Transform(Names()), "Score"));
    }

    [Fact]
    public void Fit_NamesAPairWithoutFeatures()
    {
        var pairs = PairFeatures.Of(_table.Schema, PairFeatures.Of(_table).Pairs.Skip(1).Select(p => (p, PairFeatures.Of(_table).Of(p).ToArray())));
        var error = Assert.Throws<InvalidDataException>(() => Transfer.Estimator(pairs).Fit(Names()));
        Assert.Equal($"Row 0 is of deu_Latn to eng_Latn with mini-xlmr, which has no features; expected one of the {_table.Rows.Count - 1} pairs of the lookup.", error.Message);
    }

    [Fact]
    public void Fit_RefusesAViewOfAnotherSchema()
    {
        var other = TableSchema.Of([.. FeatureSchema.Names.Reverse()]);
        var error = Assert.Throws<ArgumentException>(() => Transfer.Estimator(PairFeatures.Of(_table)).Fit(new FeatureDataView(SmallTables.Of(other))));
        Assert.Contains(other.Hash, error.Message, StringComparison.Ordinal);
        Assert.Contains(FeatureSchema.Hash, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fit_NamesARowWithoutScore()
    {
        var unknown = new FeatureDataView(FeatureTable.Of(_table.Rows.WithoutScores(i => i != 3)));
        Assert.StartsWith("Row 3 (fin_Latn to eng_Latn) has no score", Assert.Throws<InvalidDataException>(() => Transfer.Estimator(PairFeatures.Of(_table)).Fit(unknown)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("de", "eng_Latn", "Row 1 names 'de'; expected 'deu_Latn'.")]
    [InlineData("deu_Latn", "English", "Row 1 names 'English'; expected 'eng_Latn'.")]
    [InlineData("deu_Latn", "", "Row 1 names ''; expected a language code such as fao_Latn.")]
    public void Fit_RefusesALanguageThatIsNotNamedByItsCode(string source, string target, string message)
    {
        IDataView names = _context.Data.LoadFromEnumerable([Named("fra_Latn", "eng_Latn"), Named(source, target)]);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => Transfer.Estimator(PairFeatures.Of(_table)).Fit(names)).Message);

        static NamedScore Named(string source, string target) => new() { Model = "mini-xlmr", Source = source, Target = target, Label = 0.5f };
    }

    [Fact]
    public void Fit_RefusesIntervalsThatLackASettingOfTheRows()
    {
        var error = Assert.Throws<ArgumentException>(() => Transfer.Estimator(PairFeatures.Of(_table), _options).Fit(new FeatureDataView(SmallTables.Of(null, "ner", "pos"))));
        Assert.Equal("The options have intervals of mini-xlmr|pos|accuracy; expected one of mini-xlmr|ner|f1, too, which rows are of, or none at all.", error.Message);
    }

    [Fact]
    public void AModelOfOneTaskScoresNoOther()
    {
        using NamedPairTransformer model = Fitted();
        FeatureTable both = SmallTables.Of(null, "ner", "pos");
        var view = new FeatureDataView(both);
        IDataView text = _context.Transforms.Conversion.MapKeyToValue([new("Task"), new("Metric"), new("Model"), new("Source"), new("Target")]).Fit(view).Transform(view);
        foreach (IDataView asked in new[] { view, text })
        {
            IDataView scored = model.Transform(asked);
            Assert.DoesNotContain(scored.Schema, c => c.Name.StartsWith("TransferPredict.", StringComparison.Ordinal));
            foreach (string column in (string[])["Score", "Lower", "Upper"])
                Assert.Equal(both.Rows.Groups.Select(g => g.Task == "pos"), FeatureViews.Numbers(scored, column).Select(s => !float.IsNaN(s)));
        }
        using PredictionEngine<LanguagePair, TransferScore> engine = _context.Model.CreatePredictionEngine<LanguagePair, TransferScore>(model, new PredictionEngineOptions { OwnsTransformer = false });
        float Score(string task, string metric) => engine.Predict(new LanguagePair { Task = task, Metric = metric, Model = "mini-xlmr", Source = "deu_Latn", Target = "nld_Latn" }).Score;
        Assert.Equal(Score("", ""), Score("pos", "accuracy"));
        Assert.True(float.IsNaN(Score("ner", "")) && float.IsNaN(Score("pos", "f1")));
        IDataView numbers = _context.Transforms.CopyColumns("Task", "Label").Fit(Names()).Transform(Names());
        Assert.Contains("expected text or a key of text", Assert.Throws<ArgumentException>(() => model.Transform(numbers)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AModelThatWasNeverMeasuredHasTheScaleOfTheOthers()
    {
        FeatureTable both = SmallTables.OfTwoModels(), one = FeatureTable.Of(_table.Rows);
        using NamedPairTransformer model = Transfer.Estimator(PairFeatures.Of(both), _options).Fit(new FeatureDataView(one));
        TransferScore[] scores = Evaluation.ScoredView.Scores(model.Transform(new FeatureDataView(both)));
        Assert.All(scores, s => Assert.InRange(s.Score, 0, 1));
        Assert.All(scores.Skip(one.Rows.Count), s => Assert.Equal((0, 1), (s.Lower, s.Upper))); // nothing is promised there
    }

    /// <summary>Two runs give the same model, although not the same bytes: ML.NET writes the columns of a lookup in the order in which its threads have them ready.</summary>
    [Fact]
    public void SavedTwice_TheSameButForTheOrderOfColumnsInLookups()
    {
        byte[][] zips = [.. Enumerable.Range(0, 2).Select(_ =>
        {
            using NamedPairTransformer model = new MLContext(seed: 1).TransferPrediction().Estimator(PairFeatures.Of(_table), _options).Fit(_view);
            using var zip = new MemoryStream();
            _context.Model.Save(model, model.InputSchema, zip);
            return zip.ToArray();
        })];
        Assert.Equal(Entries(zips[0]), Entries(zips[1]));
        Assert.Equal(Scores(zips[0]), Scores(zips[1]));

        float[] Scores(byte[] zip) => FeatureViews.Numbers(_context.Model.Load(new MemoryStream(zip), out _).Transform(Names()), "Score");

        static string[] Entries(byte[] zip)
        {
            using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(zip));
            return [.. archive.Entries.Where(e => e.Name != "DefaultMap.idv").Select(e =>
            {
                using Stream entry = e.Open();
                return $"{e.FullName} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(entry))}";
            })];
        }
    }

    [Fact]
    public void GetOutputSchema_AddsScoreAndItsEndsAndWantsNames()
    {
        TransferPredictionEstimator estimator = Transfer.Estimator(PairFeatures.Of(_table));
        SchemaShape shape = estimator.GetOutputSchema(_context.Transforms.CopyColumns("X", "Model").GetOutputSchema(ShapeOf("Model", "Source", "Target")));
        Assert.Subset(shape.Select(c => c.Name).ToHashSet(), new HashSet<string> { "Model", "Source", "Target", "X", "Features", "Score", "Lower", "Upper" });
        Assert.Contains("expected 'Target'", Assert.Throws<ArgumentException>(() => estimator.GetOutputSchema(ShapeOf("Model", "Source"))).Message, StringComparison.Ordinal);
    }

    /// <summary>The shape of text columns: those that a fresh estimator makes.</summary>
    SchemaShape ShapeOf(params string[] columns)
    {
        var empty = new SchemaShape([]);
        SchemaShape shape = _context.Transforms.CustomMapping<object, LanguagePair>((_, _) => { }, contractName: null).GetOutputSchema(empty);
        return new SchemaShape(shape.Where(c => columns.Contains(c.Name)));
    }

    NamedPairTransformer Fitted() => Transfer.Estimator(PairFeatures.Of(_table), _options).Fit(_view);

    ITransformer SavedAndLoaded(NamedPairTransformer model, out DataViewSchema input)
    {
        string path = _folder.In("model.zip");
        _context.Model.Save(model, model.InputSchema, path);
        return new MLContext().Model.Load(path, out input);
    }

    /// <summary>The table's rows as names and labels alone.</summary>
    IDataView Names() => _context.Data.LoadFromEnumerable(Enumerable.Range(0, _table.Rows.Count)
        .Select(i => new NamedScore { Model = "mini-xlmr", Source = _table.Rows.Sources[i], Target = _table.Rows.Targets[i], Label = (float)_table.Rows.Scores[i] }));

    sealed class NamedScore
    {
        public string Model { get; set; } = "";

        public string Source { get; set; } = "";

        public string Target { get; set; } = "";

        public float Label { get; set; }
    }
}
