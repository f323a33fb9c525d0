using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Import;

/// <summary>
/// Part-of-speech accuracies of XLM-R base from 65 sources to 105 targets (de Vries, Wieling and Nissim, ACL 2022): the tables in
/// <c>results/</c> and <c>research/udpos/</c> of the authors' repository.
/// </summary>
static partial class XposImporter
{
    const string Dataset = "xpos";
    const int FewSentences = 30;

    /// <summary>The paper's own results.</summary>
    public const string UsualFile = "udpos-ft-10000.csv";

    public static ImportedTables Read(ImportFiles files, LanguageCatalog catalog, CancellationToken cancellation)
    {
        var notes = new ImportNotes();
        var languages = new ImportLanguages(catalog, Dataset);
        var scores = new ImportedScores(notes);
        ImmutableArray<FoundFile> mains = files.MainNearest(notes, UsualFile);
        XposFacts facts = XposFacts.Read(files, new ImportLanguages(catalog, Dataset), notes);
        var features = new FeatureRows([.. XposFacts.FeatureNames]);
        foreach (FoundFile file in mains)
            Read(file, facts, languages, scores, features, notes, cancellation);
        return new ImportedTables([.. scores.Sorted], features, languages.Unlisted, notes);
    }

    static void Read(FoundFile file, XposFacts facts, ImportLanguages languages, ImportedScores scores, FeatureRows features, ImportNotes notes, CancellationToken cancellation)
    {
        CsvTable table = CsvTable.Read(file.Path, "task_name", "lang_train", "lang_pred", "model_id", "score");
        double divisor = ScoreScale.Divisor(table.Rows.Select(r => ImportColumns.Number(r, "score")));
        long? samples = Samples(file.Name);
        foreach (CsvTableRow row in table.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            string name = $"{file.Name}, line {row.Line}: {row["lang_train"]} to {row["lang_pred"]}";
            double score = ImportColumns.Number(row, "score");
            if (double.IsNaN(score))
                notes.Drop("no score", name);
            else if (languages.Find(row["lang_train"]) is not { } source || languages.Find(row["lang_pred"]) is not { } target)
                notes.Drop("not a language code", name);
            else
            {
                string model = ImportColumns.Model(row, "model_id");
                if (!scores.Add(new ImportedScore(new MeasuredRun(TaskOf(row), "accuracy", model, source.Code, target.Code, samples, null),
                    score / divisor, $"de Vries et al. 2022, {file.Name}"), name))
                    continue;
                features.Set(model, source.Code, target.Code, facts.Of(source, target));
                if (score == 0)
                    notes.Doubt("a score of exactly 0", name);
                if (facts.TestSentences(target) is { } sentences && sentences < FewSentences)
                    notes.Doubt($"tested on fewer than {FewSentences} sentences", $"{name} ({sentences.ToString(CultureInfo.InvariantCulture)} sentences)");
            }
        }
        notes.Remark($"{file.Name}: accuracy, {ScoreScale.Name(divisor)}");
    }

    static string TaskOf(CsvTableRow row) => row["task_name"].StartsWith("udpos", StringComparison.Ordinal) ? "pos" : ImportColumns.Word(row, "task_name");

    /// <summary>Sentences that a model was trained on, as the file's name tells: 1,000 steps of 10 are udpos-ft-10000.</summary>
    static long? Samples(string name) => SamplesInName().Match(name) is { Success: true } match ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"-ft-0*(\d{1,9})\.csv$")]
    private static partial Regex SamplesInName();
}
