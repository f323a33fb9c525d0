using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Tests;

/// <summary>Tables of real languages with features of the schema's names, seeded: some of them missing, the first two telling of the score.</summary>
static class SmallTables
{
    public static readonly string[] Sources = ["eng_Latn", "deu_Latn", "fra_Latn", "rus_Cyrl", "fin_Latn", "tur_Latn", "por_Latn", "swe_Latn"];

    public static readonly string[] Targets =
        [.. Sources, "nld_Latn", "isl_Latn", "spa_Latn", "ita_Latn", "ukr_Cyrl", "est_Latn", "por_Latn_BR", "azj_Latn"];

    public static LanguageCatalog Languages { get; } = LanguageCatalog.LoadShipped();

    /// <summary>The pairs of one task in two models, the second of which scores a tenth lower.</summary>
    public static FeatureTable OfTwoModels()
    {
        TrainingRows rows = Of().Rows;
        return FeatureTable.Of(rows.Followed(rows with
        {
            Groups = [.. rows.Groups.Select(g => g with { Model = "mbert" })],
            Scores = [.. rows.Scores.Select(s => s - 0.1)],
        }));
    }

    public static FeatureTable Of(TableSchema? schema = null, params string[] tasks)
    {
        schema ??= TableSchema.Current;
        (string Task, Language Source, Language Target)[] rows =
        [
            .. from task in tasks.DefaultIfEmpty("pos")
               from target in Targets.Select(t => Languages.Resolve(t))
               from source in Sources.Select(s => Languages.Resolve(s))
               where source.Iso6393 != target.Iso6393
               select (task, source, target),
        ];
        int columns = schema.Names.Length;
        float[] features = new float[rows.Length * columns];
        double[] scores = new double[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            var pair = new Random((rows[i].Source.Code + ">" + rows[i].Target.Code).Aggregate(7, (hash, c) => hash * 31 + c));
            for (int c = 0; c < columns; c++)
                features[i * columns + c] = c > 1 && pair.Next(4) == 0 ? float.NaN : pair.NextSingle();
            double alike = features[i * columns] + 0.5 * features[i * columns + 1] + (rows[i].Source.Genus == rows[i].Target.Genus ? 0.6 : 0);
            scores[i] = 0.2 + (rows[i].Task == "ner" ? 0.1 : 0.3) * alike + 0.02 * pair.NextDouble();
        }
        return new FeatureTable(schema, new TrainingRows
        {
            FeatureNames = schema.Names,
            Features = features,
            Scores = scores,
            Groups = [.. rows.Select(r => new PairGroups("mini-xlmr", r.Task, r.Source.Iso6393, r.Target.Iso6393, r.Source.Family, r.Target.Family, r.Task == "ner" ? "f1" : "accuracy", r.Target.Genus))],
            Sources = [.. rows.Select(r => r.Source.Code)],
            Targets = [.. rows.Select(r => r.Target.Code)],
            Languages = rows.SelectMany(r => new[] { r.Source, r.Target }).DistinctBy(l => l.Code).ToImmutableDictionary(l => l.Code),
        }, [.. rows.Select((_, i) => 0.5f + i % 3)]);
    }
}
