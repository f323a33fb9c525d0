using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Evaluate.Import;

/// <summary>What the authors of xpos tell of their languages: families, scripts, word order, LDND, pre-training and training sizes.</summary>
sealed class XposFacts
{
    const string NoFamily = "Code switching", Unknown = "Unknown";
    const string NotListed = "facts of a language that udpos-langs.csv does not list", Again = "facts of a language again (the first are kept)";

    static readonly ImmutableArray<string> _orders = ["SOV", "SV", "OV", "OOV", "AdpNP", "GN", "AN", "DN", "NN", "RN", "QP"];

    readonly ImportNotes _notes;
    readonly Dictionary<string, string> _codes = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> _scripts = [], _groups = [];
    readonly Dictionary<string, string[]> _wordOrders = [];
    readonly Dictionary<(string, string), double> _ldnd = [];
    readonly Dictionary<string, double> _trainSentences = [], _testSentences = [];
    XposPretraining? _pretraining;

    XposFacts(ImportNotes notes) => _notes = notes;

    /// <summary>The columns of <see cref="Of"/>.</summary>
    public static ImmutableArray<string> FeatureNames { get; } =
    [
        "ling.ldnd", "ling.xpos.same_family", "ling.xpos.same_group", "ling.xpos.same_script",
        .. _orders.Select(o => $"ling.order.same_{o.ToLowerInvariant()}"), "ling.order.agreement",
        "lex.log_pretraining_tokens_source", "lex.log_pretraining_tokens_target", "lex.log_pretraining_bytes_source", "lex.log_pretraining_bytes_target",
        "lex.log_train_sentences_source",
    ];

    /// <summary>Reads what there is; columns whose file is missing stay empty, and notes say so, and name every row that is not taken.</summary>
    public static XposFacts Read(ImportFiles files, ImportLanguages languages, ImportNotes notes)
    {
        var facts = new XposFacts(notes);
        if (files.Companion("udpos-langs.csv", "scripts, and all that is listed by language name,", notes) is { } list)
            facts.ReadLanguages(list, languages);
        if (files.Companion("ldnd.csv", "LDND distances", notes) is { } ldnd)
            facts.ReadLdnd(ldnd);
        if (files.Companion("fams.txt", "families", notes) is { } families)
            facts.ReadFamilies(families);
        if (files.Companion("word-order.csv", "word orders", notes) is { } orders)
            facts.ReadWordOrders(orders);
        if (files.Companion("wiki-langs.csv", "pre-training sizes", notes) is { } sizes)
            facts._pretraining = XposPretraining.Read(sizes, languages, facts._scripts, notes);
        if (files.Companion("udpos-sizes-train.csv", "training sizes", notes) is { } train)
            facts.ReadSizes(train, languages, facts._trainSentences);
        if (files.Companion("udpos-sizes-test.csv", "doubts about small test sets", notes) is { } test)
            facts.ReadSizes(test, languages, facts._testSentences);
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

    void ReadLanguages(FoundFile file, ImportLanguages languages)
    {
        foreach (CsvTableRow row in CsvTable.Read(file.Path, "language_id", "language", "script").Rows)
        {
            Language language = languages.Find(row["language_id"]) ?? throw row.Defect($"'{row["language_id"]}'", "language_id", "a language code");
            if (_codes.ContainsKey(row.Text("language")) || !_scripts.TryAdd(language.Code, row.Text("script")))
                _notes.Drop(Again, Name(file, row, "language"));
            else
                _codes[row["language"]] = language.Code;
        }
    }

    void ReadLdnd(FoundFile file)
    {
        CsvTable table = CsvTable.Read(file.Path);
        HashSet<string> met = [];
        foreach (string name in table.Header.Skip(1).Where(n => !_codes.ContainsKey(n)))
            _notes.Drop(NotListed, $"{file.Name}, line 1: column {name}");
        string[] columns = [.. table.Header.Skip(1).Where(_codes.ContainsKey)];
        foreach (CsvTableRow row in table.Rows)
            if (Listed(row[table.Header[0]], Name(file, row, table.Header[0]), met) is { } source)
                foreach (string name in columns)
                    if (ImportColumns.Number(row, name) is var distance && !double.IsNaN(distance))
                        _ldnd[(source, _codes[name])] = distance / 100;
    }

    void ReadFamilies(FoundFile file)
    {
        int number = 0;
        foreach (string line in TextLines.Read(file.Path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string[] parts = line.Split(' ', 2);
            string name = $"{file.Name}, line {number}: {line}";
            if (!_codes.TryGetValue(parts[0].Replace('_', ' '), out string? code))
                _notes.Drop(NotListed, name);
            else if (parts.Length != 2 || parts[1] == NoFamily)
                _notes.Drop("no family, or code switching, which is none", name);
            else if (_groups.TryGetValue(code, out string? known) && known != parts[1])
                _notes.Doubt("a language in two families (the first is kept)", name);
            else if (!_groups.TryAdd(code, parts[1]))
                _notes.Drop(Again, name);
        }
    }

    void ReadWordOrders(FoundFile file)
    {
        HashSet<string> met = [];
        foreach (CsvTableRow row in CsvTable.Read(file.Path, ["language", .. _orders]).Rows)
            if (Listed(row["language"], Name(file, row, "language"), met) is { } code)
                _wordOrders[code] = [.. _orders.Select(o => row[o])];
    }

    void ReadSizes(FoundFile file, ImportLanguages languages, Dictionary<string, double> sizes)
    {
        foreach (CsvTableRow row in CsvTable.Read(file.Path, "language", "size").Rows)
        {
            string name = Name(file, row, "language");
            double size = row.Number("size");
            if (languages.Find(row["language"]) is not { } language)
                _notes.Drop("not a language code", name);
            else if (!(double.IsFinite(size) && size >= 0))
                _notes.Drop("no size, or one below 0 or without end", name);
            else if (!sizes.TryAdd(language.Code, size))
                _notes.Drop(Again, name);
        }
    }

    /// <summary>The code of a language by its name; null, and a note, where the list does not have it or it was met before.</summary>
    string? Listed(string language, string row, HashSet<string> met)
    {
        if (!_codes.TryGetValue(language, out string? code))
            _notes.Drop(NotListed, row);
        else if (met.Add(code))
            return code;
        else
            _notes.Drop(Again, row);
        return null;
    }

    string? OrderOf(Language language, int which) =>
        _wordOrders.TryGetValue(language.Code, out string[]? orders) && orders[which] is { Length: > 0 } order && order != Unknown ? order : null;

    string? FamilyOf(Language language) => _groups.GetValueOrDefault(language.Code)?.Split(',')[0];

    (double Tokens, double Bytes) Pretraining(Language language) => _pretraining?.Of(language) ?? (double.NaN, double.NaN);

    static string Name(FoundFile file, CsvTableRow row, string column) => $"{file.Name}, line {row.Line}: {row[column]}";

    static double Same(string? a, string? b) => a is null || b is null ? double.NaN : a == b ? 1 : 0;
}
