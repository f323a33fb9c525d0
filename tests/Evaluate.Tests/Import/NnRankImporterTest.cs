using TransferPredict.Evaluate.Import;

namespace TransferPredict.Evaluate.Tests.Import;

public sealed class NnRankImporterTest : IDisposable
{
    const string Pos = ",accuracy,model,tokenizer,eval_file,num_eval_examples,train_file", Ner = ",accuracy,f1,model,tokenizer,eval_file,num_eval_examples,train_file";

    readonly DataFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TreebanksOfOneLanguage_AreTheirMean()
    {
        _folder.Write("pos/results_xlm-roberta-base_test.csv", Pos,
            "0,0.5,/p/cs_cac-ud-train/final_model,xlm-roberta-base,gd_arcosg-ud-test,655,cs_cac-ud-train",
            "1,0.75,/p/cs_pdt-ud-train/final_model,xlm-roberta-base,gd_arcosg-ud-test,655,cs_pdt-ud-train",
            "2,0.75,/p/cs_pdt-ud-train/final_model,xlm-roberta-base,gd_arcosg-ud-test,655,cs_pdt-ud-train",
            "3,0.7,/p/cs_pdt-ud-train/final_model,xlm-roberta-base,gd_arcosg-ud-test,655,cs_pdt-ud-train",
            "4,0.9,/p/cs_pdt-ud-train/final_model,xlm-roberta-base,pt_dantestocks-ud-train,20,cs_pdt-ud-train",
            "5,,/p/x,xlm-roberta-base,zh_gsd-ud-test,500,cs_pdt-ud-train",
            "6,0.5,/p/x,xlm-roberta-base,nolanguage,500,cs_pdt-ud-train");
        ImportedTables tables = _folder.Import(NnRankImporter.Read);
        Assert.Equal(0.625, tables.Score("ces_Latn", "gla_Latn"));
        Assert.Equal(("pos", "accuracy", "xlm-roberta-base"), (tables.Scores[0].Run.Task, tables.Scores[0].Run.Metric, tables.Scores[0].Run.Model));
        Assert.EndsWith("mean of 2 pairs of treebanks", tables.Scores.Single(s => s.Run.Target == "gla_Latn").Origin, StringComparison.Ordinal);
        Assert.Equal(2, tables.Scores.Length);
        Assert.Equal(["pos/results_xlm-roberta-base_test.csv, line 4: cs_pdt-ud-train to gd_arcosg-ud-test"], tables.Dropped("with the same score"));
        Assert.Equal(["pos/results_xlm-roberta-base_test.csv, line 5: cs_pdt-ud-train to gd_arcosg-ud-test"], tables.Dropped("another score"));
        Assert.Single(tables.Dropped("no score"));
        Assert.Single(tables.Dropped("before the first '_'"));
        Assert.Single(tables.Doubtful("fewer than 30"));
        Assert.Single(tables.Doubtful("training or development"));
    }

    [Fact]
    public void EntityScores_ArePercentagesOfF1()
    {
        _folder.Write("ner/results_xlm-roberta-base_test.csv", Ner,
            "0,90.3,69.2,/s/mk/final_model,xlm-roberta-base,it_test,10000,mk_train", "1,51,0.25,/s/mk/final_model,xlm-roberta-base,ce_test,1000,mk_train");
        ImportedTables tables = _folder.Import(NnRankImporter.Read);
        Assert.Equal(("ner", "f1"), (tables.Scores[0].Run.Task, tables.Scores[0].Run.Metric));
        Assert.Equal(0.692, tables.Score("mkd_Cyrl", "ita_Latn"), 1e-12);
        Assert.Equal(0.0025, tables.Score("mkd_Cyrl", "ce"));
        Assert.Equal("ce", Assert.Single(tables.Unlisted).Key);
        Assert.Empty(tables.Features.Names);
    }

    [Theory]
    [InlineData("\"a,b\"", "'a,b'")]
    [InlineData("owner/x y", "'owner/x y'")]
    public void Models_ThatNoScoreFileTakesAreRefused(string tokenizer, string found)
    {
        string file = _folder.Write("results_m_test.csv", Pos, $"0,0.5,/p,{tokenizer},de_gsd-ud-test,99,cs_cac-ud-train");
        Assert.Equal($"{file}, line 2: found {found} in column tokenizer, expected letters, digits, '.', '_' and '-', a letter or digit first.",
            Assert.Throws<InvalidDataException>(() => _folder.Import(NnRankImporter.Read)).Message);
    }

    [Fact]
    public void File_NamesTheDevelopmentScores()
    {
        _folder.Write("dev/results_m_dev.csv", Pos, "0,0.5,/p,m,de_gsd-ud-dev,99,cs_cac-ud-train");
        _folder.Write("test/results_m_test.csv", Pos, "0,0.25,/p,m,de_gsd-ud-test,99,cs_cac-ud-train");
        Assert.Equal(0.25, Assert.Single(_folder.Import(NnRankImporter.Read).Scores).Score);
        Assert.Equal(0.5, Assert.Single(_folder.Import(NnRankImporter.Read, "results_*_dev.csv").Scores).Score);
    }
}
