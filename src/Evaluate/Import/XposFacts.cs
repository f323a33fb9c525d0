using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Evaluate.Import;

/// <summary>What the authors of xpos tell of their languages: families, scripts, word order, LDND, pre-training and training sizes.</summary>
sealed class XposFacts
{
    const string NoFamily = "Code switching", Unknown = "Unknown";

    static readonly ImmutableArray<string> _orders = ["SOV", "SV", "OV", "OOV", "AdpNP", "GN", "AN", "DN", "NN", "RN", "QP"];

    readonly Dictionary<string, string> _codes = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _scripts = [], _groups = [];
    readonly Dictionary<string, string[]> _wordOrders = [];
    readonly Dictionary<(string, string), double> _ldnd = [];
    readonly Dictionary<string, double> _trainSentences = [], _testSentences = [];
    XposPretraining? _pretraining;

    /// <summary>The columns of <see cref="Of"/>.</summary>
    public static ImmutableArray<string> FeatureNames { get; } =
    [
        "ling.ldnd", "ling.xpos.same_family", "ling.xpos.same_group", "ling.xpos.same_script",
        .. _orders.Select(o => $"ling.order.same_{o.ToLowerInvariant()}"), "ling.order.agreement",
        "lex.log_pretraining_tokens_source", "lex.log_pretraining_tokens_target", "lex.log_pretraining_bytes_source", "lex.log_pretraining_bytes_target",
        "lex.log_train_sentences_source",
    ];

    /// <summary>Reads what there is; columns whose file is missing stay empty, and notes say so.</summary>
    public static XposFacts Read(ImportFiles files, ImportLanguages languages, ImportNotes notes)
    {
        var facts = new XposFacts();
        if (files.Companion("udpos-langs.csv", "scripts, and all that is listed by language name,", notes) is { } list)
            facts.ReadLanguages(CsvTable.Read(list.Path, "language_id", "language", "script"), languages);
        if (files.Companion("ldnd.csv", "LDND distances", notes) is { } ldnd)
            facts.ReadLdnd(CsvTable.Read(ldnd.Path));
        if (files.Companion("fams.txt", "families", notes) is { } families)
            facts.ReadFamilies(families, notes);
        if (files.Companion("word-order.csv", "word orders", notes) is { } orders)
            facts.ReadWordOrders(CsvTable.Read(orders.Path, ["language", .. _orders]));
        if (files.Companion("wiki-langs.csv", "pre-training sizes", notes) is { } sizes)
            facts._pretraining = XposPretraining.Read(sizes, languages, facts._scripts, notes);
        if (files.Companion("udpos-sizes-train.csv", "training sizes", notes) is { } train)
            ReadSizes(CsvTable.Read(train.Path, "language", "size"), languages, facts._trainSentences);
        if (files.Companion("udpos-sizes-test.csv", "doubts about small test sets", notes) is { } test)
            ReadSizes(CsvTable.Read(test.Path, "language", "size"), languages, facts._testSentences);
        return facts;
    }

    /// <summary>Sentences that a target was tested on; null when not told.</summary>
    public double? TestSentences(Language target) => _testSentences.TryGetValue(target.Code, out double size) ? size : null;

    /// <summary>The features of a pair, in the order of <see cref="FeatureNames"/>; NaN where something is not known.</summary>
    public double[] Of(Language source, Language target)
    {
        double[] order = [.. _orders.Select((_, i) => Same(OrderOf(source, i), OrderOf(target, i)))];
        double[] known = [.. order.Where(o => !double.IsNaN(o))];
        (double Tokens, double Bytes) from = Pretraining(source), to = Pretraining(target);
        return
        [
            _ldnd.GetValueOrDefault((source.Code, target.Code), double.NaN),
            Same(FamilyOf(source), FamilyOf(target)), Same(_groups.GetValueOrDefault(source.Code), _groups.GetValueOrDefault(target.Code)),
            Same(_scripts.GetValueOrDefault(source.Code), _scripts.GetValueOrDefault(target.Code)),
            .. order, known.Length > 0 ? known.Average() : double.NaN,
            from.Tokens, to.Tokens, from.Bytes, to.Bytes,
            Math.Log10(1 + _trainSentences.GetValueOrDefault(source.Code, double.NaN)),
        ];
    }

    void ReadLanguages(CsvTable table, ImportLanguages languages)
    {
        foreach (CsvTableRow row in table.Rows)
        {
            Language language = languages.Find(row["language_id"]) ?? throw row.Defect($"'{row["language_id"]}'", "language_id", "a language code");
            _codes[row.Text("language")] = language.Code;
            _scripts[language.Code] = row.Text("script");
        }
    }

    void ReadLdnd(CsvTable table)
    {
        foreach (CsvTableRow row in table.Rows.Where(r => _codes.ContainsKey(r[table.Header[0]])))
            foreach (string name in table.Header.Skip(1).Where(_codes.ContainsKey))
                if (ImportColumns.Number(row, name) is var distance && !double.IsNaN(distance))
                    _ldnd[(_codes[row[table.Header[0]]], _codes[name])] = distance / 100;
    }

    void ReadFamilies(FoundFile file, ImportNotes notes)
    {
        int number = 0;
        foreach (string line in TextLines.Read(file.Path))
        {
            number++;
            string[] parts = line.Split(' ', 2);
            if (parts.Length != 2 || !_codes.TryGetValue(parts[0].Replace('_', ' '), out string? code) || parts[1] == NoFamily)
                continue;
            if (!_groups.TryAdd(code, parts[1]) && _groups[code] != parts[1])
                notes.Doubt("a language in two families (the first is kept)", $"{file.Name}, line {number}: {line}");
        }
    }

    void ReadWordOrders(CsvTable table)
    {
        foreach (CsvTableRow row in table.Rows)
            if (_codes.TryGetValue(row["language"], out string? code))
                _wordOrders[code] = [.. _orders.Select(o => row[o])];
    }

    static void ReadSizes(CsvTable table, ImportLanguages languages, Dictionary<string, double> sizes)
    {
        foreach (CsvTableRow row in table.Rows)
            if (languages.Find(row["language"]) is { } language)
                sizes[language.Code] = row.Number("size");
    }

    string? OrderOf(Language language, int which) =>
        _wordOrders.TryGetValue(language.Code, out string[]? orders) && orders[which] is { Length: > 0 } order && order != Unknown ? order : null;

    string? FamilyOf(Language language) => _groups.GetValueOrDefault(language.Code)?.Split(',')[0];

    (double Tokens, double Bytes) Pretraining(Language language) => _pretraining?.Of(language) ?? (double.NaN, double.NaN);

    static double Same(string? a, string? b) => a is null || b is null ? double.NaN : a == b ? 1 : 0;
}
