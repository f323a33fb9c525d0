using TransferPredict.Evaluate.Import;

namespace TransferPredict.Evaluate.Tests.Import;

public sealed class SumEvalImporterTest : IDisposable
{
    readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Unions_KeepTheSizeOfEachLanguage()
    {
        _folder.Write("data/train/XNLI_XLMR.json", """[{"train_config": {"fr": 0, "de": 1000, "ar": 100000}, "eval_results": {"de": 0.8, "sw": 0.7}}]""");
        ImportedTables tables = _folder.Import(SumEvalImporter.Read);
        Assert.Equal([("nli", "accuracy", "xlm-roberta-large", "arb_Arab:100000+deu_Latn:1000", "deu_Latn", 101000L), ("nli", "accuracy", "xlm-roberta-large", "arb_Arab:100000+deu_Latn:1000", "swh_Latn", 101000L)],
            tables.Scores.Select(s => (s.Run.Task, s.Run.Metric, s.Run.Model, s.Run.Source, s.Run.Target, s.Run.TrainSize!.Value)));
        Assert.Equal((Math.Log10(101001), 2, Math.Log10(1001)), (Of("lex.log_train_size_source"), Of("lex.train_languages_source"), Of("lex.log_train_size_target")));
        Assert.Equal(0, tables.Feature("arb_Arab:100000+deu_Latn:1000", "swh_Latn", "lex.log_train_size_target"));

        double Of(string name) => tables.Feature("arb_Arab:100000+deu_Latn:1000", "deu_Latn", name);
    }

    [Fact]
    public void OneLanguage_IsAnOrdinarySource()
    {
        _folder.Write("TyDiQA_TULRv6Large_OOD.json", """[{"train_config": {"en": 3696, "fi": 0}, "eval_results": {"el": 0.7}}]""");
        ImportedTables tables = _folder.Import(SumEvalImporter.Read);
        Assert.Equal(("qa_xquad", "t-ulrv6-large", "eng_Latn", 3696L), (tables.Scores[0].Run.Task, tables.Scores[0].Run.Model, tables.Scores[0].Run.Source, tables.Scores[0].Run.TrainSize));
    }

    [Theory]
    [InlineData("XNLI_TULRv6Large_surprise_langs_same_configs.json", "nli", "accuracy", "t-ulrv6-large")]
    [InlineData("WikiANN_XLMR_surprise_langs_diff_configs.json", "ner", "f1", "xlm-roberta-large")]
    [InlineData("UDPOS_XLMR.json", "pos", "f1", "xlm-roberta-large")]
    [InlineData("TyDiQA_XLMR_ID.json", "qa", "f1", "xlm-roberta-large")]
    public void Task_IsInTheName(string name, string task, string metric, string model) => Assert.Equal(new SumEvalTask(task, metric, model), SumEvalTask.Of("data/" + name));

    [Fact]
    public void Rows_WithoutAMeasuredScoreAreDropped()
    {
        _folder.Write("test_release/XNLI_XLMR.json", """[{"train_config": {"de": 10}, "eval_results": {"sw": "x", "ur": "0.83"}}, {"train_config": {"de": 0}, "eval_results": {"sw": 0.5}}, {"train_config": {"de": "many"}, "eval_results": {"sw": 0.5}}]""");
        _folder.Write("train/XNLI_XLMR.json", """[{"train_config": {"de": 10}, "eval_results": {"sw": 0.5, "tr": 1.5}}]""");
        _folder.Write("combined_pred/sumeval_test.json", "{}");
        ImportedTables tables = _folder.Import(SumEvalImporter.Read);
        Assert.Equal(("deu_Latn", "swh_Latn", 0.5), Assert.Single(tables.Scores.Select(s => (s.Run.Source, s.Run.Target, s.Score))));
        Assert.Equal(["test_release/XNLI_XLMR.json, configuration 1: to sw", "test_release/XNLI_XLMR.json, configuration 1: to ur"], tables.Dropped("no measured score"));
        Assert.Equal(["test_release/XNLI_XLMR.json, configuration 2: to sw", "test_release/XNLI_XLMR.json, configuration 3: to sw"], tables.Dropped("without a language"));
        Assert.Equal(["train/XNLI_XLMR.json, configuration 1: to tr"], tables.Dropped("outside its range"));
        Assert.Contains(tables.Notes.Remarks, r => r.StartsWith("combined_pred/sumeval_test.json is passed over", StringComparison.Ordinal));
    }

    [Fact]
    public void TwoTrainingLanguagesThatAreOneHere_AreAdded()
    {
        _folder.Write("XNLI_XLMR.json", """[{"train_config": {"no": 10, "nb": 5, "de": 1}, "eval_results": {"sw": 0.5}}]""");
        ImportedTables tables = _folder.Import(SumEvalImporter.Read);
        Assert.Equal("deu_Latn:1+nob_Latn:15", tables.Scores[0].Run.Source);
        Assert.Single(tables.Doubtful("two training languages"));
    }

    [Theory]
    [InlineData("[\n{\"train_config\": {\"de\": 1}, oops", "line 2: found text that is not JSON (byte 28 of the line), expected a list")]
    [InlineData("[[[[[[[[[[[[]]]]]]]]]]]]", "line 1: found text that is not JSON (byte 8 of the line), expected a list of configurations, at most 8 levels deep")]
    [InlineData("{\"a\": 1}", "line 1: found JSON that is no list (Object), expected a list")]
    [InlineData("[{\"train_config\": {\"de\": 1}}]", "configuration 1: found no object \"eval_results\", expected")]
    [InlineData("[\n{\"train_config\":\n{\"en\\ud800\": 1}, \"eval_results\": {\"sw\": 0.5}}]", "line 3: found a key or text with bytes that are no UTF-8 or half a surrogate pair, expected language codes")]
    [InlineData("[7]", "configuration 1: found no object \"train_config\", expected")]
    public void Damage_IsNamedWithItsPlace(string text, string message)
    {
        string file = _folder.Write("XNLI_XLMR.json", text);
        Assert.StartsWith($"{file}, {message}", Assert.Throws<InvalidDataException>(() => _folder.Import(SumEvalImporter.Read)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_BytesThatAreNoUtf8_AreNamedWithTheirPlace()
    {
        string file = _folder.Write("XNLI_XLMR.json");
        File.WriteAllBytes(file, [.. "[{\"train_config\": {\"de\": 1},\n\"eval_results\": {\"s"u8, 0xFF, .. "\": 0.5}}]"u8]);
        Assert.StartsWith($"{file}, line 2: found a key or text with bytes that are no UTF-8", Assert.Throws<InvalidDataException>(() => _folder.Import(SumEvalImporter.Read)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ByteOrderMark_IsNoDamage()
    {
        _folder.Write("XNLI_XLMR.json", "\uFEFF" + """[{"train_config": {"de": 10}, "eval_results": {"sw": 0.5}}]""");
        Assert.Equal(0.5, _folder.Import(SumEvalImporter.Read).Score("deu_Latn", "swh_Latn"));
    }

    [Fact]
    public void NoFileOfSumEval_IsAnError()
    {
        _folder.Write("package.json", "{}");
        Assert.Contains("expected names such as XNLI_XLMR.json", Assert.Throws<FileNotFoundException>(() => _folder.Import(SumEvalImporter.Read)).Message, StringComparison.Ordinal);
    }
}
