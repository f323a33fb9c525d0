using System.Globalization;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Evaluate.Import;

/// <summary>How much text of each language XLM-R was pre-trained on: the table of Conneau et al. 2020 (appendix A), as wiki-langs.csv has it.</summary>
sealed class XposPretraining
{
    const double Million = 1e6, Gibibyte = 1L << 30;

    /// <summary>Text whose words are set apart has some 4 to 45 bytes a word of the table's.</summary>
    const double MostBytesPerToken = 50;

    readonly Dictionary<string, (double Tokens, double Bytes)> _sizes = [];

    /// <summary>Reads the table: of a language's rows those in its script, of rows in other scripts alone their sum.</summary>
    public static XposPretraining Read(FoundFile file, ImportLanguages languages, IReadOnlyDictionary<string, string> scripts, ImportNotes notes)
    {
        var read = new XposPretraining();
        Dictionary<string, List<CsvTableRow>> rows = [];
        foreach (CsvTableRow row in CsvTable.Read(file.Path, "language_id", "language", "tokens", "size", "script").Rows)
        {
            if (languages.Find(row["language_id"]) is not { } language)
                throw row.Defect($"'{row["language_id"]}'", "language_id", "a language code");
            if (!rows.TryGetValue(language.Code, out List<CsvTableRow>? of))
                rows[language.Code] = of = [];
            of.Add(row);
        }
        foreach ((string code, List<CsvTableRow> all) in rows)
        {
            CsvTableRow[] same = [.. all.Where(r => !scripts.TryGetValue(code, out string? script) || r["script"] == script)];
            if (same.Length == 0)
                notes.Doubt("pre-trained in another script than it is tested in", Name(file, all[0]));
            CsvTableRow[] taken = same.Length > 0 ? same : [.. all];
            foreach (CsvTableRow row in all.Except(taken))
                notes.Drop("pre-training text in another script than the language is tested in", Name(file, row));
            foreach (CsvTableRow row in taken.Where(r => scripts.ContainsKey(code) && r.Number("size") * Gibibyte > MostBytesPerToken * Million * r.Number("tokens")))
                notes.Doubt("too few tokens for its bytes (no spaces, or a slip in the table)", $"{Name(file, row)}: {row["tokens"]} million tokens in {row["size"]} GiB");
            read._sizes[code] = (taken.Sum(r => r.Number("tokens")) * Million, taken.Sum(r => r.Number("size")) * Gibibyte);
        }
        return read;
    }

    /// <summary>log₁₀(1 + tokens) and log₁₀(1 + bytes); 0 for a language that the table, which is complete, does not have.</summary>
    public (double Tokens, double Bytes) Of(Language language)
    {
        (double tokens, double bytes) = _sizes.GetValueOrDefault(language.Code);
        return (Math.Log10(1 + tokens), Math.Log10(1 + bytes));
    }

    static string Name(FoundFile file, CsvTableRow row) => string.Create(CultureInfo.InvariantCulture, $"{file.Name}, line {row.Line}: {row["language_id"]} {row["language"]}");
}
