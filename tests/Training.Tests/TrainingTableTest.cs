using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Scores;

namespace TransferPredict.Training.Tests;

public sealed class TrainingTableTest : IClassFixture<TrainingTableTest.Measured>
{
    const string Model = Defaults.Model;

    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    readonly IReadOnlyDictionary<string, LanguageProfiles> _profiles;

    public TrainingTableTest(Measured measured) => _profiles = measured.Profiles;

    [Fact]
    public void Build_AveragesSeedsAndKeepsThemInOrder()
    {
        TrainingTable table = Build(Row("deu_Latn", "nld_Latn", 0.8, seed: 2), Row("deu_Latn", "nld_Latn", 0.6, seed: 1), Row("deu_Latn", "isl_Latn", 0.5));
        Assert.Equal(["isl_Latn", "nld_Latn"], table.Rows.Targets);
        Assert.Equal([0.5, 0.7], table.Rows.Scores.Select(s => Math.Round(s, 12)));
        Assert.Equal([0.5], table.Repeated[0].AsEnumerable());
        Assert.Equal([0.6, 0.8], table.Repeated[1].AsEnumerable());
    }

    [Fact]
    public void Build_OrdersRowsByTheirNamesWhateverTheOrderOfScores()
    {
        ScoreRow[] scores = [.. from s in TestRepository.Sources from t in TestRepository.Targets select Row(s, t, 0.5)];
        TrainingTable table = Build(scores), backwards = Build([.. scores.Reverse()]);
        Assert.Equal(table.Rows.Targets, backwards.Rows.Targets);
        Assert.Equal(table.Rows.Sources, backwards.Rows.Sources);
        Assert.Equal(table.Rows.Features, backwards.Rows.Features);
        Assert.Equal(table.Rows.Targets.Order(StringComparer.Ordinal), table.Rows.Targets);
    }

    [Fact]
    public void Build_HoldsTheSchemasValues_MissingAsNaN()
    {
        TrainingTable table = Build(Row("deu_Latn", "nld_Latn", 0.8));
        Assert.Equal(FeatureSchema.Names, table.Rows.FeatureNames);
        Assert.Equal(FeatureSchema.Values(_profiles[Model]["deu_Latn"], _profiles[Model]["nld_Latn"]), table.Rows.Features);
        Assert.True(float.IsNaN(table.Rows.Row(0)[table.Rows.FeatureNames.IndexOf("esd.type.ks")])); // fewer token types than a draw takes
        Assert.Equal(1, table.Rows.Row(0)[table.Rows.FeatureNames.IndexOf("ling.same_genus")]);
    }

    [Fact]
    public void Build_TakesNoLanguageWithItselfOrItsVariants()
    {
        TrainingTable table = Build(Row("por_Latn", "por_Latn", 0.9), Row("por_Latn", "por_Latn_BR", 0.88), Row("por_Latn", "spa_Latn", 0.7));
        Assert.Equal(["spa_Latn"], table.Rows.Targets);
        Assert.Empty(table.SkippedTargets);
    }

    [Fact]
    public void Build_VariantsShareTheirGroup()
    {
        TrainingTable table = Build(Row("deu_Latn", "por_Latn", 0.5), Row("deu_Latn", "por_Latn_BR", 0.5));
        Assert.Equal(["por", "por"], table.Rows.Groups.Select(g => g.TargetGroup));
        Assert.Equal(["por_Latn", "por_Latn_BR"], table.Rows.Targets);
    }

    [Fact]
    public void Build_LeavesOutTargetsWithoutAnyFeature_AndSaysWhich()
    {
        TrainingTable table = Build(Row("deu_Latn", "qqq_Latn", 0.4), Row("eng_Latn", "qqq_Latn", 0.3), Row("deu_Latn", "wol_Latn", 0.2));
        Assert.Equal("qqq_Latn", Assert.Single(table.SkippedTargets));
        Assert.Equal(["wol_Latn"], table.Rows.Targets); // in the catalogue, without counts
        Assert.True(float.IsNaN(table.Rows.Row(0)[table.Rows.FeatureNames.IndexOf("esd.token.ks")]));
        Assert.Equal(0, table.Rows.Row(0)[table.Rows.FeatureNames.IndexOf("ling.same_family")]);
    }

    [Fact]
    public void Build_LeavesOutModelsWithoutProfiles() =>
        Assert.Single(Build(Row("deu_Latn", "nld_Latn", 0.8), Row("deu_Latn", "nld_Latn", 0.7) with { Model = "other" }).Rows.Scores);

    [Fact]
    public void Build_RefusesScoresWithoutAnyPair()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Build(Row("por_Latn", "por_Latn_BR", 0.9)));
        Assert.Contains("no measured pair of two languages", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_RefusesScoresThatDoNotCompare()
    {
        ScoreRow row = Row("deu_Latn", "nld_Latn", 0.8);
        string metrics = Assert.Throws<InvalidDataException>(() => Build(row, row with { Metric = "f1" })).Message;
        Assert.Contains("hold the metrics accuracy, f1, expected one", metrics, StringComparison.Ordinal);
        string sizes = Assert.Throws<InvalidDataException>(() => Build(row, row with { TrainSize = 400 })).Message;
        Assert.Contains("deu_Latn to nld_Latn at the training sizes 8000, 400, expected one", sizes, StringComparison.Ordinal);
        Assert.Equal(2, Build(row, row with { Task = "ner", Metric = "f1" }).Rows.Count);
    }

    TrainingTable Build(params ScoreRow[] scores) => TrainingTable.Build(scores, _profiles, threads: 2);

    static ScoreRow Row(string source, string target, double score, long seed = 0) =>
        new("pos", "accuracy", Model, _catalog.ResolveOrUnlisted(source), _catalog.ResolveOrUnlisted(target), score, 8000, seed, "test");

    /// <summary>The languages of the test repository, measured once.</summary>
    public sealed class Measured : IDisposable
    {
        readonly TestRepository _repository = new();

        public Measured() => Profiles = new Dictionary<string, LanguageProfiles>
        {
            [Model] = ModelLanguages.UpToDate(_repository.Root, _catalog, Model, (builder, _) => builder.Build(2)),
        };

        public IReadOnlyDictionary<string, LanguageProfiles> Profiles { get; }

        public void Dispose() => _repository.Dispose();
    }
}
