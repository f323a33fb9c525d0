using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Scores;

namespace TransferPredict.Training.PairTables;

/// <summary>One file of features of pairs, as `import` writes it.</summary>
/// <param name="Path">The file as it was named.</param>
/// <param name="Names">Names of its features, in the order of its columns.</param>
/// <param name="Rows">Pair, line and values of each row with one source; NaN where a cell is empty.</param>
sealed record PairFeatureFile(string Path, ImmutableArray<string> Names, ImmutableArray<(PairKey Key, int Line, float[] Values)> Rows)
{
    /// <summary>Families of the features that are learned from training pairs.</summary>
    static readonly ImmutableHashSet<string> _learned = [.. LearnedFeatures.Names.Select(FeatureDefinition.FamilyOf)];

    static readonly string[] _keys = ["model", "source", "target"];

    public static PairFeatureFile Read(string path, LanguageCatalog catalog)
    {
        CsvTable table = CsvTable.Read(path, _keys);
        ImmutableArray<string> names = [.. table.Header.Except(_keys)];
        if (names.IsEmpty)
            throw PairTableThrow.NoFeature(path);
        foreach (string name in names)
            RequireName(path, name);
        Dictionary<PairKey, int> lines = [];
        ImmutableArray<(PairKey, int, float[])>.Builder rows = ImmutableArray.CreateBuilder<(PairKey, int, float[])>();
        foreach (CsvTableRow row in table.Rows)
        {
            // What unions of sources have in common with a target is not a pair's.
            if (SourceUnion.IsUnion(row["source"]))
                continue;
            var key = new PairKey(Model(row), LanguageOf(row, "source", catalog), LanguageOf(row, "target", catalog));
            if (!lines.TryAdd(key, row.Line))
                throw PairTableThrow.Again(path, row.Line, key, lines[key]);
            rows.Add((key, row.Line, [.. names.Select(n => (float)row.Number(n))]));
        }
        return new PairFeatureFile(path, names, rows.DrainToImmutable());
    }

    static void RequireName(string path, string name)
    {
        if (FeatureSchema.Definitions.FirstOrDefault(d => d.Name == name) is { } feature)
            throw PairTableThrow.NameOfTheSchema(path, feature);
        if (_learned.Contains(FeatureDefinition.FamilyOf(name)))
            throw PairTableThrow.ReservedName(path, name);
        try
        {
            FeatureNameRules.Require([name], 1);
        }
        catch (ArgumentException)
        {
            throw PairTableThrow.Name(path, name);
        }
    }

    static string Model(CsvTableRow row) => row["model"] is var model && (model.Length == 0 || ScoreFile.IsWord(model)) ? model
        : throw row.Defect(FileDefect.Shown(model), "model", "the name of a model, or nothing where the row holds for every model");

    static string LanguageOf(CsvTableRow row, string column, LanguageCatalog catalog) =>
        row.Text(column) is var text && (catalog.TryResolve(text, out _) || ScoreFile.IsWord(text)) ? catalog.ResolveOrUnlisted(text).Code
        : throw row.Defect(FileDefect.Shown(row[column]), column, "a language code such as fao_Latn");
}
