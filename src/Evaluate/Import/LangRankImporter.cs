using System.Collections.Immutable;
using System.Globalization;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Import;

/// <summary>
/// The four tasks of LangRank (Lin et al., ACL 2019) with their data set and URIEL features, as Xia et al. (ACL 2020) publish them:
/// <c>data_tsfpos.csv</c>, <c>data_tsfparsing.csv</c>, <c>data_tsfel.csv</c>, <c>data_tsfmt.csv</c>.
/// </summary>
static class LangRankImporter
{
    const string Usual = "data_tsf*.csv";

    /// <summary>URIEL's distance of two languages of which it knows nothing: the angle of two equal vectors, with its rounding.</summary>
    const double NothingKnown = 0.0002;

    /// <summary>Our name of each feature, and the owners' names of it.</summary>
    static readonly ImmutableArray<(string Ours, string[] Theirs)> _features =
    [
        ("lex.word_overlap", ["Word overlap", "Overlap word-level"]),
        ("lex.subword_overlap", ["Overlap subword-level"]),
        ("lex.entity_overlap", ["Entity overlap"]),
        ("lex.dataset_size_source", ["Transfer lang dataset size"]),
        ("lex.dataset_size_target", ["Target lang dataset size"]),
        ("lex.dataset_size_ratio", ["Transfer over target size ratio"]),
        ("lex.ttr_source", ["Transfer lang TTR"]),
        ("lex.ttr_target", ["Target lang TTR"]),
        ("lex.ttr_distance", ["Transfer target TTR distance"]),
        .. Uriel("", ""),
        .. Uriel("_output", "_2"),
    ];

    static readonly string[] _typological = ["SYNTACTIC", "FEATURAL", "PHONOLOGICAL", "INVENTORY"];

    public static ImportedTables Read(ImportFiles files, LanguageCatalog catalog, CancellationToken cancellation)
    {
        var notes = new ImportNotes();
        var languages = new ImportLanguages(catalog, "langrank");
        var scores = new ImportedScores(notes);
        (FoundFile File, CsvTable Table)[] tables = [.. files.MainNearest(notes, Usual).Select(f => (f, CsvTable.Read(f.Path)))];
        ImmutableArray<(string Ours, string[] Theirs)> present = [.. _features.Where(f => tables.Any(t => ImportColumns.Find(t.Table, f.Theirs) is not null))];
        var features = new FeatureRows([.. present.Select(f => f.Ours)]);
        foreach ((FoundFile file, CsvTable table) in tables)
        {
            cancellation.ThrowIfCancellationRequested();
            string?[] columns = [.. present.Select(f => ImportColumns.Find(table, f.Theirs))];
            Read(file, table, columns, languages, scores, features, notes);
        }
        return new ImportedTables([.. scores.Sorted], features, languages.Unlisted, notes);
    }

    static void Read(FoundFile file, CsvTable table, string?[] columns, ImportLanguages languages, ImportedScores scores, FeatureRows features, ImportNotes notes)
    {
        var layout = LangRankLayout.Of(table);
        double divisor = ScoreScale.Divisor(table.Rows.Select(r => ImportColumns.Number(r, layout.Score)));
        List<(CsvTableRow Row, string Name, double Score)> measured = [];
        foreach (CsvTableRow row in table.Rows)
        {
            string name = $"{file.Name}, line {row.Line}: {row[layout.Source]} to {row[layout.Target]}";
            double score = ImportColumns.Number(row, layout.Score);
            if (double.IsNaN(score))
                notes.Drop("no score", name);
            else if (languages.Find(row[layout.Source]) is not { } source || languages.Find(row[layout.Target]) is not { } target)
                notes.Drop("not a language code", name);
            else if (scores.Add(new ImportedScore(new MeasuredRun(layout.Task, layout.Metric, layout.Model(row), source.Code, target.Code, null, null),
                score / divisor, $"Lin et al. 2019, {file.Name}"), name))
            {
                features.Set(layout.Model(row), source.Code, target.Code, [.. columns.Select(c => c is null ? double.NaN : ImportColumns.Number(row, c))]);
                measured.Add((row, name, score));
                if (score == 0)
                    notes.Doubt("a score of exactly 0", name);
                foreach (string column in _typological.Where(c => ImportColumns.Find(table, c) is { } own && ImportColumns.Number(row, own) is >= 0 and <= NothingKnown))
                    notes.Doubt($"{column} distance of at most {NothingKnown.ToString(CultureInfo.InvariantCulture)}, which URIEL gives where it knows nothing", name);
            }
        }
        int tied = measured.GroupBy(m => (m.Row[layout.Target], m.Score)).Where(g => g.Count() > 1).Sum(g => g.Count());
        notes.Remark($"{file.Name}: {layout.Task}, {layout.Metric}, {ScoreScale.Name(divisor)}; {tied} of {measured.Count} scores are tied with another of the same target");
        CheckRanks(table, layout, measured, notes);
    }

    /// <summary>The file's own ranks must be those of its scores: they show a row whose score was changed or shifted.</summary>
    static void CheckRanks(CsvTable table, LangRankLayout layout, List<(CsvTableRow Row, string Name, double Score)> measured, ImportNotes notes)
    {
        if (ImportColumns.Find(table, "Rank") is not { } rank)
            return;
        foreach (IGrouping<string, (CsvTableRow Row, string Name, double Score)> query in measured.GroupBy(m => m.Row[layout.Target], StringComparer.Ordinal))
        {
            double[] sorted = [.. query.Select(m => m.Score).OrderDescending()];
            foreach ((CsvTableRow row, string name, double score) in query)
            {
                int first = Array.IndexOf(sorted, score) + 1, last = Array.LastIndexOf(sorted, score) + 1;
                if (ImportColumns.Number(row, rank) is var given && !double.IsNaN(given) && (given < first || given > last))
                    notes.Doubt("the file's rank is not that of its score", $"{name} (rank {row[rank]}, by its score {first})");
            }
        }
    }

    static IEnumerable<(string, string[])> Uriel(string ours, string theirs) =>
        ((string[])["GENETIC", "SYNTACTIC", "FEATURAL", "PHONOLOGICAL", "INVENTORY", "GEOGRAPHIC"]).Select(d => ($"ling.uriel.{d.ToLowerInvariant()}{ours}", (string[])[d + theirs]));
}
