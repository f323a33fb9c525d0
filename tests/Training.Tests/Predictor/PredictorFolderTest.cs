using System.Text.Json.Nodes;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Training.Tests.Predictor;

public sealed class PredictorFolderTest : IClassFixture<PredictorFolderTest.Trained>, IDisposable
{
    static readonly string[] _files = ["calibration.json", "level.txt", "model.txt", "ranking.txt", "residuals.json", "schema.json", "shape.txt", "training.json"];

    readonly Trained _trained;
    readonly string _folder = Directory.CreateTempSubdirectory("predictor-").FullName;

    public PredictorFolderTest(Trained trained)
    {
        _trained = trained;
        PredictorFolder.Save(_folder, trained.Outcome.Predictor);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_PredictsAsBeforeSaving()
    {
        using TransferPredictor loaded = PredictorFolder.Load(_folder);
        PredictedScore[] before = Predict(_trained.Outcome.Predictor), after = Predict(loaded);
        Assert.Equal(TestRepository.Sources.Length, after.Length);
        Assert.Equal(before, after);
        Assert.Equal(_trained.Outcome.Predictor.Intervals, loaded.Intervals);
        Assert.Equal(_trained.Outcome.Predictor.Record.SourceEffects.ByQuery, loaded.Record.SourceEffects.ByQuery);
    }

    [Fact]
    public void Save_WritesItsFilesAndNothingElse_TheSameBytesEachTime()
    {
        Assert.Equal(_files, Directory.EnumerateFileSystemEntries(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        byte[][] first = [.. _files.Select(Bytes)];
        using TransferPredictor loaded = PredictorFolder.Load(_folder);
        PredictorFolder.Save(_folder, loaded);
        Assert.Equal(first, _files.Select(Bytes));
    }

    [Fact]
    public void Save_ThatFailsBeforeReplacingKeepsTheOldPredictor()
    {
        byte[][] before = [.. _files.Select(Bytes)];
        File.WriteAllText(Path.Combine(_folder, $".{Environment.ProcessId}.part"), "in the way");
        Assert.ThrowsAny<IOException>(() => PredictorFolder.Save(_folder, _trained.Outcome.Predictor));
        Assert.Equal(before, _files.Select(Bytes));
    }

    [Fact]
    public void Save_ThatFailsWhileReplacingLeavesNothingThatLoads()
    {
        File.Delete(PathOf("training.json"));
        Directory.CreateDirectory(PathOf("training.json"));
        Assert.ThrowsAny<SystemException>(() => PredictorFolder.Save(_folder, _trained.Outcome.Predictor));
        Assert.False(File.Exists(PathOf("schema.json"))); // written last
        Assert.Throws<FileNotFoundException>(() => PredictorFolder.Load(_folder));
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(_folder), f => f.EndsWith(".part", StringComparison.Ordinal));
    }

    [Fact]
    public void Save_RefusesAFile() =>
        Assert.Contains("expected a folder", Assert.Throws<IOException>(() => PredictorFolder.Save(PathOf("model.txt"), _trained.Outcome.Predictor)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_WithoutHeldOutErrorsPredictsAllTheSame_AndSavesNone()
    {
        File.Delete(PathOf("residuals.json"));
        using TransferPredictor loaded = PredictorFolder.Load(_folder);
        Assert.Null(loaded.Errors.Value);
        Assert.Equal(Predict(_trained.Outcome.Predictor), Predict(loaded));
        File.WriteAllText(PathOf("residuals.json"), "of another predictor");
        PredictorFolder.Save(_folder, loaded);
        Assert.False(File.Exists(PathOf("residuals.json")));
    }

    [Fact]
    public void Load_NamesDamagedHeldOutErrorsWhenTheyAreAskedFor()
    {
        File.WriteAllText(PathOf("residuals.json"), "{\"m|t|s\": 7}");
        using TransferPredictor loaded = PredictorFolder.Load(_folder);
        string message = Assert.Throws<InvalidDataException>(() => loaded.Errors.Value).Message;
        Assert.StartsWith(PathOf("residuals.json"), message, StringComparison.Ordinal);
        Assert.Contains("expected", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema.json")]
    [InlineData("calibration.json")]
    [InlineData("training.json")]
    [InlineData("model.txt")]
    [InlineData("level.txt")]
    [InlineData("shape.txt")]
    [InlineData("ranking.txt")]
    public void Load_NamesAMissingFile(string name)
    {
        File.Delete(PathOf(name));
        FileNotFoundException error = Assert.Throws<FileNotFoundException>(() => PredictorFolder.Load(_folder));
        Assert.StartsWith(PathOf(name), error.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet run --project src/Training", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("schema.json", "")]
    [InlineData("schema.json", "null")]
    [InlineData("schema.json", "{}")]
    [InlineData("schema.json", "{\"hash\":\"x\",\"features\":null}")]
    [InlineData("calibration.json", "[1, 2]")]
    [InlineData("calibration.json", "{\"a|b|c\":{\"level\":0.9}}")]
    [InlineData("calibration.json", "{\"a|b|c\":{\"level\":1.5,\"half_width\":0.1,\"languages\":20}}")]
    [InlineData("calibration.json", "{\"a|b|c\":{\"level\":0.9,\"half_width\":-0.1,\"languages\":20}}")]
    [InlineData("training.json", "{\"settings\":[]}")]
    [InlineData("training.json", "{")]
    [InlineData("model.txt", "")]
    [InlineData("model.txt", "tree\nversion=v4\n")]
    [InlineData("ranking.txt", "tree")]
    public void Load_NamesADamagedFile(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => PredictorFolder.Load(_folder));
        Assert.StartsWith(PathOf(name), error.Message, StringComparison.Ordinal);
        Assert.Contains("expected", error.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Load_NamesWhatDoesNotFitTogether()
    {
        string setting = $"{Defaults.Model}|{Defaults.Task}|accuracy", before = File.ReadAllText(PathOf("training.json"));
        Refused(record => record["setting_scales"]!["by_setting"]![setting]!["deviation"] = 0, "and deviation 0 for ");
        Refused(record => ((JsonObject)record["setting_scales"]!["by_setting"]!).Remove(setting), $"found no scale of {setting}");
        Refused(record => ((JsonObject)record["near_targets"]!["facts"]!).Remove(TestRepository.Targets[0]), $"found no facts of {TestRepository.Targets[0]}");
        Refused(record => ((JsonArray)record["near_targets"]!["settings"]![setting]!["levels"]!).RemoveAt(0), $"levels of {setting}");
        Refused(record => ((JsonArray)record["near_targets"]!["settings"]![setting]!["residuals"]!["eng_Latn"]!).RemoveAt(0), "residuals of eng_Latn");

        void Refused(Action<JsonNode> edit, string found)
        {
            JsonNode record = JsonNode.Parse(before)!;
            edit(record);
            File.WriteAllText(PathOf("training.json"), record.ToJsonString());
            string message = Assert.Throws<InvalidDataException>(() => PredictorFolder.Load(_folder)).Message;
            Assert.StartsWith(PathOf("training.json"), message, StringComparison.Ordinal);
            Assert.Contains(found, message, StringComparison.Ordinal);
            Assert.Contains("expected", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_NamesATruncatedModel()
    {
        File.WriteAllText(PathOf("model.txt"), File.ReadAllText(PathOf("model.txt"))[..2_000]);
        Assert.StartsWith(PathOf("model.txt"), Assert.Throws<InvalidDataException>(() => PredictorFolder.Load(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RefusesAnotherSchemaByName()
    {
        EditSchema(schema =>
        {
            var features = (JsonArray)schema["features"]!;
            features[0] = "esd.token.old";
            schema["hash"] = "0000";
        });
        string message = Assert.Throws<InvalidDataException>(() => PredictorFolder.Load(_folder)).Message;
        Assert.StartsWith(PathOf("schema.json"), message, StringComparison.Ordinal);
        Assert.Contains("only there: esd.token.old", message, StringComparison.Ordinal);
        Assert.Contains($"missing there: {FeatureSchema.Names[0]}", message, StringComparison.Ordinal);
        Assert.Contains("train it anew", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RefusesTheSameNamesUnderAnotherDefinition()
    {
        EditSchema(schema => schema["hash"] = "0000");
        Assert.Contains("another definition or order (hash 0000)", Assert.Throws<InvalidDataException>(() => PredictorFolder.Load(_folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RefusesAModelOfOtherColumns()
    {
        File.WriteAllText(PathOf("model.txt"), File.ReadAllText(PathOf("model.txt")).Replace(FeatureSchema.Names[0], "esd.token.old", StringComparison.Ordinal));
        string message = Assert.Throws<InvalidDataException>(() => PredictorFolder.Load(_folder)).Message;
        Assert.StartsWith(PathOf("model.txt"), message, StringComparison.Ordinal);
        Assert.Contains("schema.json", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_RefusesATargetWithoutFeatures()
    {
        InvalidDataException error = Assert.Throws<InvalidDataException>(() => Predict(_trained.Outcome.Predictor, "qqq_Latn"));
        Assert.Contains("qqq_Latn", error.Message, StringComparison.Ordinal);
        Assert.Contains("no counts for mini-xlmr and no row in data/languages.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Predict_AnswersForATargetThatOnlyTheCatalogueKnows() =>
        Assert.All(Predict(_trained.Outcome.Predictor, "wol_Latn"), p => Assert.InRange(p.Score, 0, 1));

    PredictedScore[] Predict(TransferPredictor predictor, string target = "fao_Latn") =>
        predictor.Predict($"{Defaults.Model}|{Defaults.Task}|accuracy", [.. TestRepository.Sources.Select(s => _trained.Profiles[s])], _trained.Profiles[target]);

    void EditSchema(Action<JsonNode> edit)
    {
        JsonNode schema = JsonNode.Parse(File.ReadAllText(PathOf("schema.json")))!;
        edit(schema);
        File.WriteAllText(PathOf("schema.json"), schema.ToJsonString());
    }

    string PathOf(string name) => Path.Combine(_folder, name);

    byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    /// <summary>A predictor of the test repository, trained once.</summary>
    public sealed class Trained : IDisposable
    {
        readonly TestRepository _repository = new();

        public Trained()
        {
            Outcome = _repository.Train();
            Profiles = ModelLanguages.Stored(_repository.Root, LanguageCatalog.LoadShipped(), Defaults.Model);
        }

        public TrainingOutcome Outcome { get; }

        public LanguageProfiles Profiles { get; }

        public void Dispose()
        {
            Outcome.Predictor.Dispose();
            _repository.Dispose();
        }
    }
}
