using TransferPredict.Evaluate.Import;

namespace TransferPredict.Evaluate.Tests.Import;

public sealed class XposImporterTest : IDisposable
{
    const string Columns = "task_name,lang_train,lang_pred,model_id,score";

    readonly DataFolder _folder = new();

    public XposImporterTest()
    {
        _folder.Write("results/udpos-ft-10000.csv",
            ",task_type,task_name,digest,lang_train,lang_pred,model_id,model_type,score",
            "0,token-classification,udpos28,1d6c,en,en,xlm-roberta-base,ft,96.5",
            "1,token-classification,udpos28,1d6c,en,hi,FacebookAI/xlm-roberta-base,ft,70.25",
            "2,token-classification,udpos28,1d6c,ku,sr,xlm-roberta-base,ft,0.0",
            "3,token-classification,udpos28,1d6c,en,qqq,xlm-roberta-base,ft,33",
            "4,token-classification,udpos28,1d6c,en,de,xlm-roberta-base,ft,",
            "5,token-classification,udpos28,1d6c,en,fr,xlm-roberta-base,ft,100.5",
            "6,token-classification,udpos28,1d6c,en,hi,xlm-roberta-base,ft,70.25",
            "7,token-classification,udpos28,1d6c,en,hi,xlm-roberta-base,ft,71");
        _folder.Write("results/udpos-langs.csv", ",language_id,language,script", "0,en,English,latin", "1,hi,Hindi,devanagari", "2,sr,Serbian,latin", "3,kmr,Kurmanji,latin");
        _folder.Write("results/ldnd.csv", ",English,Hindi", "English,,95.5", "Hindi,95.5,", "Klingon,1,2");
        _folder.Write("research/udpos/fams.txt", "English IE, Germanic", "Hindi IE, Indic", "Serbian IE, Slavic", "Kurmanji IE, Iranian", "English IE, Germanic", "Hindi IE, Italic", "Klingon Code switching");
        _folder.Write("research/udpos/word-order.csv", ",language,SOV,SV,OV,OOV,AdpNP,GN,AN,DN,NN,RN,QP",
            "0,English,SVO,SV,VO,VOX,Prepositions,No dominant order,Adjective-Noun,Demonstrative-Noun,Numeral-Noun,Noun-Relative clause,Initial",
            "1,Hindi,SOV,SV,OV,Unknown,Postpositions,Genitive-Noun,Adjective-Noun,Demonstrative-Noun,Numeral-Noun,Correlative,Unknown");
        _folder.Write("results/wiki-langs.csv", ",language_id,language,tokens,size,script",
            "0,en,English,55608.0,300.8,latin", "1,hi,Hindi,1715.0,20.2,devanagari", "2,hi,Hindi,88.0,0.5,latin", "3,sr,Serbian,843.0,9.1,cyrillic", "4,ku,Kurmanji,66.0,40,latin");
        _folder.Write("results/udpos-sizes-train.csv", ",language,size", "0,en,19912", "1,kmr,20");
        _folder.Write("results/udpos-sizes-test.csv", ",language,size", "0,hi,23", "1,sr,520");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Scores_AreFractionsUnderOurCodes()
    {
        ImportedTables tables = _folder.Import(XposImporter.Read);
        Assert.Equal([("eng_Latn", "eng_Latn", 0.965), ("eng_Latn", "hin_Deva", 0.7025), ("eng_Latn", "qqq", 0.33), ("kmr_Latn", "srp_Latn", 0)],
            tables.Scores.Select(s => (s.Run.Source, s.Run.Target, s.Score)));
        Assert.All(tables.Scores, s => Assert.Equal(("pos", "accuracy", "xlm-roberta-base", 10000L), (s.Run.Task, s.Run.Metric, s.Run.Model, s.Run.TrainSize)));
        Assert.Equal("de Vries et al. 2022, results/udpos-ft-10000.csv", tables.Scores[0].Origin);
        Assert.Equal([KeyValuePair.Create("qqq", 1)], tables.Unlisted);
    }

    [Fact]
    public void Rows_DroppedAreNamed()
    {
        ImportedTables tables = _folder.Import(XposImporter.Read);
        Assert.Equal(["results/udpos-ft-10000.csv, line 6: en to de"], tables.Dropped("no score"));
        Assert.Equal(["results/udpos-ft-10000.csv, line 7: en to fr"], tables.Dropped("outside its range"));
        Assert.Equal(["results/udpos-ft-10000.csv, line 8: en to hi"], tables.Dropped("with the same score"));
        Assert.Equal(["results/udpos-ft-10000.csv, line 9: en to hi"], tables.Dropped("another score"));
        Assert.Equal(["results/ldnd.csv, line 4: Klingon", "research/udpos/fams.txt, line 7: Klingon Code switching"], tables.Dropped("does not list"));
        Assert.Equal(["research/udpos/fams.txt, line 5: English IE, Germanic"], tables.Dropped("again (the first are kept)"));
        Assert.Equal(["results/wiki-langs.csv, line 4: hi Hindi"], tables.Dropped("another script"));
        Assert.Equal(7, tables.Notes.Dropped.Count);
    }

    [Fact]
    public void Rows_DoubtfulAreNamed()
    {
        ImportedTables tables = _folder.Import(XposImporter.Read);
        Assert.Equal(["results/udpos-ft-10000.csv, line 4: ku to sr"], tables.Doubtful("exactly 0"));
        Assert.Equal(["results/udpos-ft-10000.csv, line 3: en to hi (23 sentences)"], tables.Doubtful("fewer than 30"));
        Assert.Equal(["research/udpos/fams.txt, line 6: Hindi IE, Italic"], tables.Doubtful("two families"));
        Assert.Equal(["results/wiki-langs.csv, line 5: sr Serbian"], tables.Doubtful("another script"));
        Assert.Equal(["results/wiki-langs.csv, line 6: ku Kurmanji: 66.0 million tokens in 40 GiB"], tables.Doubtful("too few tokens"));
    }

    [Theory]
    [InlineData("ling.ldnd", 0.955)]
    [InlineData("ling.xpos.same_family", 1)]
    [InlineData("ling.xpos.same_group", 0)]
    [InlineData("ling.xpos.same_script", 0)]
    [InlineData("ling.order.same_sov", 0)]
    [InlineData("ling.order.same_sv", 1)]
    [InlineData("ling.order.same_oov", double.NaN)]
    [InlineData("ling.order.same_qp", double.NaN)]
    [InlineData("ling.order.agreement", 4.0 / 9)]
    [InlineData("lex.log_train_sentences_source", 4.299136)]
    [InlineData("lex.log_pretraining_tokens_target", 9.234264)]
    [InlineData("lex.log_pretraining_bytes_source", 11.509177)]
    public void Features_OfEnglishToHindi(string name, double value) => Assert.Equal(value, _folder.Import(XposImporter.Read).Feature("eng_Latn", "hin_Deva", name), 1e-6);

    [Fact]
    public void Features_WhatIsNotKnownIsMissing_WhatWasNotPretrainedIsZero()
    {
        ImportedTables tables = _folder.Import(XposImporter.Read);
        foreach (string name in (string[])["ling.ldnd", "ling.xpos.same_family", "ling.xpos.same_script", "ling.order.same_sov", "ling.order.agreement"])
            Assert.Equal(double.NaN, tables.Feature("eng_Latn", "qqq", name));
        Assert.Equal(0, tables.Feature("eng_Latn", "qqq", "lex.log_pretraining_bytes_target"));
        Assert.Equal(double.NaN, tables.Feature("eng_Latn", "eng_Latn", "ling.ldnd"));
        Assert.Equal(Math.Log10(1 + 66e6), tables.Feature("kmr_Latn", "srp_Latn", "lex.log_pretraining_tokens_source")); // listed as ku
    }

    [Fact]
    public void Companions_WithoutThem_ColumnsAreEmpty()
    {
        using var bare = new DataFolder();
        string file = bare.Write("udpos-ft-1epoch.csv", Columns, "udpos28,en,de,m,50");
        ImportedTables tables = bare.Import(XposImporter.Read, place: file);
        Assert.Equal(0.5, tables.Score("eng_Latn", "deu_Latn"));
        Assert.Null(tables.Scores[0].Run.TrainSize);
        Assert.All(tables.Features.Filled, filled => Assert.Equal(0, filled));
        Assert.Equal(7, tables.Notes.Remarks.Count(r => r.Contains("stay empty", StringComparison.Ordinal)));
    }

    [Fact]
    public void Companions_OfTwoRowsTheFirstIsKept_AndEveryOtherThatIsNotTakenIsNamed()
    {
        const string Orders = "SVO,SV,VO,VOX,Prepositions,Noun-Genitive,Adjective-Noun,Demonstrative-Noun,Numeral-Noun,Noun-Relative clause,Initial";
        _folder.Write("results/udpos-langs.csv", ",language_id,language,script", "0,en,English,latin", "1,hi,Hindi,devanagari", "2,hi,Hindi,latin");
        _folder.Write("results/ldnd.csv", ",English,Hindi,Klingon", "English,,95.5,1", "Hindi,95.5,,1", "English,,1,1");
        _folder.Write("research/udpos/fams.txt", "English IE, Germanic", "Hindi", "", "Hindi Code switching", "English IE, Germanic");
        _folder.Write("research/udpos/word-order.csv", ",language,SOV,SV,OV,OOV,AdpNP,GN,AN,DN,NN,RN,QP", $"0,English,{Orders}", $"1,English,{Orders}", $"2,Klingon,{Orders}");
        _folder.Write("results/udpos-sizes-train.csv", ",language,size", "0,en,19912", "1,en,7", "2,no code,5", "3,hi,", "4,sr,-1");
        ImportedTables tables = _folder.Import(XposImporter.Read);
        Assert.Equal(
            ["results/udpos-langs.csv, line 4: Hindi", "results/ldnd.csv, line 4: English", "research/udpos/fams.txt, line 5: English IE, Germanic",
             "research/udpos/word-order.csv, line 3: English", "results/udpos-sizes-train.csv, line 3: en"],
            tables.Dropped("again (the first are kept)"));
        Assert.Equal(["results/ldnd.csv, line 1: column Klingon", "research/udpos/word-order.csv, line 4: Klingon"], tables.Dropped("does not list"));
        Assert.Equal(["research/udpos/fams.txt, line 2: Hindi", "research/udpos/fams.txt, line 4: Hindi Code switching"], tables.Dropped("no family"));
        Assert.Equal(["results/udpos-sizes-train.csv, line 4: no code"], tables.Dropped("not a language code"));
        Assert.Equal(["results/udpos-sizes-train.csv, line 5: hi", "results/udpos-sizes-train.csv, line 6: sr"], tables.Dropped("no size"));
        Assert.Equal((0.955, 0), (tables.Feature("eng_Latn", "hin_Deva", "ling.ldnd"), tables.Feature("eng_Latn", "hin_Deva", "ling.xpos.same_script")));
        Assert.Equal(Math.Log10(19913), tables.Feature("eng_Latn", "hin_Deva", "lex.log_train_sentences_source"));
    }

    [Theory]
    [InlineData("50", 0.5, "percentages")]
    [InlineData("0.5", 0.5, "fractions")]
    public void Scores_AreWhatTheFileShows(string score, double expected, string scale)
    {
        using var bare = new DataFolder();
        bare.Write("udpos-ft-10000.csv", Columns, $"udpos28,en,de,m,{score}", "udpos28,en,fr,m,1");
        ImportedTables tables = bare.Import(XposImporter.Read);
        Assert.Equal(expected, tables.Score("eng_Latn", "deu_Latn"));
        Assert.Contains($"udpos-ft-10000.csv: accuracy, {scale}", tables.Notes.Remarks);
    }

    [Theory]
    [InlineData("udpos28", "\"a,b\"", "'a,b' in column model_id")]
    [InlineData("udpos28", "owner/x y", "'owner/x y' in column model_id")]
    [InlineData("udpos28", "owner/", "'owner/' in column model_id")]
    [InlineData("\"pos,tags\"", "m", "'pos,tags' in column task_name")]
    public void Names_ThatNoScoreFileTakesAreRefused(string task, string model, string found)
    {
        string file = _folder.Write("results/udpos-ft-10000.csv", Columns, $"{task},en,de,{model},50");
        Assert.Equal($"{file}, line 2: found {found}, expected letters, digits, '.', '_' and '-', a letter or digit first.",
            Assert.Throws<InvalidDataException>(() => _folder.Import(XposImporter.Read)).Message);
    }

    [Fact]
    public void File_NamesAnotherRepetition()
    {
        _folder.Write("results/udpos-ft-00630.csv", Columns, "udpos28,en,de,m,50");
        ImportedTables tables = _folder.Import(XposImporter.Read, "udpos-ft-00630.csv");
        Assert.Equal(630L, Assert.Single(tables.Scores).Run.TrainSize);
    }

    [Fact]
    public void File_NamesSeveralRepetitions_AllAreRead()
    {
        _folder.Write("results/udpos-ft-00630.csv", Columns, "udpos28,en,hi,xlm-roberta-base,50");
        ImportedTables tables = _folder.Import(XposImporter.Read, "udpos-ft-*.csv");
        Assert.Equal([(630L, 0.5), (10000L, 0.7025)], tables.Scores.Where(s => s.Run.Target == "hin_Deva").Select(s => (s.Run.TrainSize!.Value, s.Score)));
        Assert.Equal(0.955, tables.Feature("eng_Latn", "hin_Deva", "ling.ldnd"));
    }

    [Fact]
    public void Files_TheNearestOfOneNameIsTaken_TwoEquallyNearAreRefused()
    {
        _folder.Write("udpos-ft-10000.csv", Columns, "udpos28,en,de,m,50");
        ImportedTables tables = _folder.Import(XposImporter.Read);
        Assert.Single(tables.Scores);
        Assert.Contains("results/udpos-ft-10000.csv is passed over for udpos-ft-10000.csv", tables.Notes.Remarks);

        _folder.Write("other/ldnd.csv", ",English");
        string message = Assert.Throws<InvalidDataException>(() => _folder.Import(XposImporter.Read)).Message;
        Assert.Contains("found other/ldnd.csv and results/ldnd.csv, expected one", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_IsNamedWithItsPlace()
    {
        string file = _folder.Write("results/ldnd.csv", ",English,Hindi", "English,,near");
        Assert.Equal($"{file}, line 2: found 'near' in column Hindi, expected a number, inf, -inf or an empty cell.",
            Assert.Throws<InvalidDataException>(() => _folder.Import(XposImporter.Read)).Message);
    }

    [Fact]
    public void NoFile_IsAnError() =>
        Assert.Contains("found no file named other.csv", Assert.Throws<FileNotFoundException>(() => _folder.Import(XposImporter.Read, "other.csv")).Message, StringComparison.Ordinal);
}
