using System.Globalization;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Import;

/// <summary>
/// The evaluation matrices of NN-Rank (2025): POS accuracies between treebanks and NER F1 between languages, for mBERT and XLM-R, as
/// <c>results_*_test.csv</c> in the authors' repository has them. Treebanks of one language are one language here: their mean.
/// </summary>
static class NnRankImporter
{
    const string Usual = "results_*_test.csv";
    const int FewSentences = 30;

    public static ImportedTables Read(ImportFiles files, LanguageCatalog catalog, CancellationToken cancellation)
    {
        var notes = new ImportNotes();
        var scores = new ImportedScores(notes);
        var pos = new ImportLanguages(catalog, "ud");
        var ner = new ImportLanguages(catalog, "wikiann");
        foreach (FoundFile file in files.Main(Usual))
        {
            cancellation.ThrowIfCancellationRequested();
            CsvTable table = CsvTable.Read(file.Path, "accuracy", "tokenizer", "eval_file", "train_file");
            bool isNer = ImportColumns.Find(table, "f1") is not null;
            Read(file, table, isNer, isNer ? ner : pos, scores, notes);
        }
        return new ImportedTables([.. scores.Sorted], new FeatureRows(), pos.Unlisted.AddRange(ner.Unlisted.Where(u => !pos.Unlisted.ContainsKey(u.Key))), notes);
    }

    static void Read(FoundFile file, CsvTable table, bool isNer, ImportLanguages languages, ImportedScores scores, ImportNotes notes)
    {
        string metric = isNer ? "f1" : "accuracy";
        double divisor = ScoreScale.Divisor(table.Rows.Select(r => ImportColumns.Number(r, metric)));
        Dictionary<(string Model, string Train, string Eval), double> seen = [];
        Dictionary<MeasuredRun, List<double>> cells = [];
        foreach (CsvTableRow row in table.Rows)
        {
            (string train, string eval) = (row["train_file"], row["eval_file"]);
            string model = ImportColumns.Model(row, "tokenizer");
            string name = $"{file.Name}, line {row.Line}: {train} to {eval}";
            double score = ImportColumns.Number(row, metric);
            if (double.IsNaN(score))
                notes.Drop("no score", name);
            else if (score < 0 || score > divisor)
                notes.Drop("score outside its range", name);
            else if (languages.Find(LanguageIn(train)) is not { } source || languages.Find(LanguageIn(eval)) is not { } target)
                notes.Drop("not a language code before the first '_'", name);
            else if (!seen.TryAdd((model, train, eval), score))
                notes.Drop(seen[(model, train, eval)] == score ? "the same run with the same score again" : "the same run again with another score (the first is kept)", name);
            else
            {
                var run = new MeasuredRun(isNer ? "ner" : "pos", metric, model, source.Code, target.Code, null, null);
                if (!cells.TryGetValue(run, out List<double>? of))
                    cells[run] = of = [];
                of.Add(score / divisor);
                if (eval.EndsWith("-train", StringComparison.Ordinal) || eval.EndsWith("-dev", StringComparison.Ordinal))
                    notes.Doubt("tested on a treebank's training or development part", name);
                if (ImportColumns.Find(table, "num_eval_examples") is { } column && row.Number(column) is var sentences && sentences < FewSentences)
                    notes.Doubt($"tested on fewer than {FewSentences} sentences", $"{name} ({sentences.ToString(CultureInfo.InvariantCulture)} sentences)");
            }
        }
        foreach ((MeasuredRun run, List<double> of) in cells)
            scores.Add(new ImportedScore(run, of.Order().Average(), $"NN-Rank, {file.Name}" + (of.Count > 1 ? $", mean of {of.Count} pairs of treebanks" : "")), $"{file.Name}: {run.Source} to {run.Target}");
        notes.Remark($"{file.Name}: {ScoreScale.Name(divisor)}; {seen.Count} pairs of files are {cells.Count} pairs of languages");
    }

    /// <summary>The code that names of files begin with: cs_cac-ud-train, ur_train.</summary>
    static string LanguageIn(string file) => file.IndexOf('_', StringComparison.Ordinal) is > 0 and int end ? file[..end] : "";
}
