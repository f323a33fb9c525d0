using TransferPredict.Evaluate.Import;

namespace TransferPredict.Evaluate.Tests.Import;

/// <summary>The files as their owners publish them: counts as their papers and README give them.</summary>
public sealed class PublishedDataTest
{
    [FactIfData("xpos")]
    public void Xpos_HasAllOf65SourcesAnd105Targets()
    {
        ImportedTables tables = Read(XposImporter.Read, "xpos");
        Assert.Equal(65 * 105, tables.Scores.Length);
        Assert.Equal((65, 105), (tables.Scores.Select(s => s.Run.Source).Distinct().Count(), tables.Scores.Select(s => s.Run.Target).Distinct().Count()));
        Assert.Equal(65, tables.Scores.Count(s => s.Run.Source == s.Run.Target));
        Assert.Equal(52, tables.Dropped("does not list").Length); // fams.txt has languages of other studies
        Assert.Equal(4, tables.Dropped("another script").Length); // romanised hi, ta, te, ur
        Assert.Equal(2, tables.Notes.Dropped.Count);
        Assert.Empty(tables.Unlisted);
        Assert.Equal(5 * 65, tables.Doubtful("fewer than 30").Length); // kfm, nyq, he, otk, mr
        Assert.Equal(0.8848455829542733, tables.Score("eng_Latn", "hye_Armn"), 1e-15);
    }

    [FactIfData("xpos")]
    public void Xpos_HasLdndOfAllBut15Languages()
    {
        ImportedTables tables = Read(XposImporter.Read, "xpos");
        int ldnd = tables.Features.Names.IndexOf("ling.ldnd");
        string[] without = [.. tables.Features.Sorted.GroupBy(r => r.Target).Where(g => g.All(r => double.IsNaN(r.Values[ldnd]))).Select(g => g.Key)];
        Assert.Equal(15, without.Length);
        Assert.Contains("bxr_Cyrl", without);
        Assert.Equal((1, 0), (tables.Feature("hye_Armn", "hyw_Armn", "ling.xpos.same_group"), tables.Feature("eng_Latn", "hyw_Armn", "ling.xpos.same_script")));
        int script = tables.Features.Names.IndexOf("ling.xpos.same_script"), bytes = tables.Features.Names.IndexOf("lex.log_pretraining_bytes_target");
        Assert.Equal([6825, 6825], [tables.Features.Filled[script], tables.Features.Filled[bytes]]);
    }

    [FactIfData("xpos/udpos-ft-05000.csv")]
    public void Xpos_TheRepetitionHasOtherScoresOfTheSamePairs()
    {
        ImportedTables first = Read(XposImporter.Read, "xpos"), second = Read(XposImporter.Read, "xpos", "udpos-ft-05000.csv");
        Assert.Equal(first.Scores.Select(s => (s.Run.Source, s.Run.Target)), second.Scores.Select(s => (s.Run.Source, s.Run.Target)));
        double difference = first.Scores.Zip(second.Scores, (a, b) => Math.Abs(a.Score - b.Score)).Average();
        Assert.InRange(difference, 0.001, 0.03);
        Assert.Equal(first.Scores.Length + second.Scores.Length, Read(XposImporter.Read, "xpos", "udpos-ft-*.csv").Scores.Length);
    }

    [FactIfData("langrank")]
    public void LangRank_HasParsingAndTagging()
    {
        ImportedTables tables = Read(LangRankImporter.Read, "langrank");
        Assert.Equal(30 * 29, tables.Scores.Count(s => s.Run.Task == "dep"));
        Assert.Equal(26 * 60 - 15 - 14, tables.Scores.Count(s => s.Run.Task == "pos")); // 15 targets are sources too, 14 rows have no score
        Assert.Equal(14, tables.Dropped("no score").Length);
        Assert.Empty(tables.Doubtful("rank"));
        Assert.Empty(tables.Unlisted);
        Assert.All(tables.Scores, s => Assert.InRange(s.Score, 0, 1));
        Assert.Equal(0.6943, tables.Score("rus_Cyrl", "ces_Latn"));
        Assert.All(tables.Features.Filled, filled => Assert.Equal(870 + 1531, filled));
    }

    [FactIfData("langrank")]
    public void LangRank_GeneticDistancesAreMostlyTied()
    {
        ImportedTables tables = Read(LangRankImporter.Read, "langrank");
        int genetic = tables.Features.Names.IndexOf("ling.uriel.genetic");
        foreach (string model in (string[])["langrank-dep", "langrank-pos"])
        {
            var queries = tables.Features.Sorted.Where(r => r.Model == model).GroupBy(r => r.Target).ToArray();
            double tied = queries.Average(q => q.GroupBy(r => r.Values[genetic]).Where(g => g.Count() > 1).Sum(g => g.Count()) / (double)q.Count());
            Assert.InRange(tied, 0.7, 0.97);
        }
    }

    static ImportedTables Read(Func<ImportFiles, TransferPredict.Features.Languages.LanguageCatalog, CancellationToken, ImportedTables> importer, string folder, string? file = null) =>
        importer(ImportFiles.Find(FactIfDataAttribute.Find(folder), file), DataFolder.Catalog, CancellationToken.None);
}
