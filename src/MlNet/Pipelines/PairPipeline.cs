using System.Collections.Immutable;
using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Pipelines;

/// <summary>
/// From names to a score, of ML.NET's own transformers alone, so that a saved pipeline loads without this assembly: two lookups
/// (a pair's features; what was learned of a source in a task), concatenated, scored by trees, put on the scale of the task, with an
/// interval. Pairs that no lookup has score NaN.
/// </summary>
sealed class PairPipeline(MLContext context, PairNames names)
{
    const string Prefix = "TransferPredict.", Separator = "|";
    const string Setting = Prefix + "Setting", Pair = Prefix + "Pair", Query = Prefix + "Query", PairRow = Prefix + "PairRow", QueryRow = Prefix + "QueryRow";
    const string PairValues = Prefix + "PairValues", QueryValues = Prefix + "QueryValues", Mean = Prefix + "Mean", Deviation = Prefix + "Deviation", Half = Prefix + "Half";

    /// <summary>Names in, features out: a column <see cref="ColumnNames.Features"/> of the schema's and the learned ones, then trees' output on the scale of the task.</summary>
    /// <param name="pairs">The features of pairs.</param>
    /// <param name="learned">What was learned from training rows.</param>
    /// <param name="trees">What scores the features, in standard deviations from the mean of the task.</param>
    /// <param name="intervals">"model|task|metric" to how wide an interval is there; [0, 1] for those it lacks.</param>
    /// <param name="languages">The facts of the targets.</param>
    public TransformerChain<ITransformer> Scored(
        PairFeatures pairs, LearnedFeatures learned, ITransformer trees, IReadOnlyDictionary<string, ConformalInterval> intervals, LanguageCatalog languages)
    {
        string[] settings = Settings(pairs, learned);
        (string Setting, SettingScale Scale)[] scales = [.. settings.Select(s => (s, learned.Scales.Of(s)))];
        var list = new TransformerList(Schema());
        list.Add(Joined(Setting, SettingParts));
        list.Add(Joined(Pair, [(ColumnNames.Model, null), (ColumnNames.Source, null), (ColumnNames.Target, null)]));
        list.Add(Joined(Query, [.. SettingParts, (ColumnNames.Source, null), (ColumnNames.Target, null)]));
        AddLookup(list, Pair, PairRow, PairValues, pairs.Schema.Names.Length, pairs.Pairs.Select(p => (Key(p), pairs.Of(p).ToArray())));
        AddLookup(list, Query, QueryRow, QueryValues, LearnedFeatures.Names.Length, Learned(settings, pairs, learned, languages));
        list.Add(context.Transforms.Concatenate(ColumnNames.Features, PairValues, QueryValues));
        list.Add(trees);
        list.Add(context.Transforms.Conversion.MapValue(Mean, scales.Select(s => KeyValuePair.Create(s.Setting, (float)s.Scale.Mean)), Setting));
        list.Add(context.Transforms.Conversion.MapValue(Deviation, scales.Select(s => KeyValuePair.Create(s.Setting, (float)s.Scale.Deviation)), Setting));
        list.Add(context.Transforms.Expression(
            ColumnNames.Score, "(s, m, d, p, q) => p > 0 && q > 0 ? min(1f, max(0f, m + d * s)) : na(s)", ColumnNames.Score, Mean, Deviation, PairRow, QueryRow));
        list.Add(context.Transforms.Conversion.MapValue(
            Half, settings.Select(s => KeyValuePair.Create(s, (float)(intervals.GetValueOrDefault(s)?.HalfWidth ?? 1))), Setting));
        list.Add(context.Transforms.Expression(ColumnNames.Lower, "(s, h) => max(0f, s - h)", ColumnNames.Score, Half));
        list.Add(context.Transforms.Expression(ColumnNames.Upper, "(s, h) => min(1f, s + h)", ColumnNames.Score, Half));
        list.Add(context.Transforms.DropColumns(Setting, Pair, Query, PairRow, QueryRow, PairValues, QueryValues, Mean, Deviation, Half));
        return list.ToChain();
    }

    /// <summary>Names in, stored predictions out.</summary>
    /// <param name="scores">Every pair that is known, with its prediction.</param>
    public TransformerChain<ITransformer> Stored(IEnumerable<(PairName Name, TransferScore Score)> scores)
    {
        (PairName Name, TransferScore Score)[] all = [.. scores];
        var list = new TransformerList(Schema());
        list.Add(Joined(Query, [.. SettingParts, (ColumnNames.Source, null), (ColumnNames.Target, null)]));
        list.Add(context.Transforms.Conversion.MapValue(QueryRow, all.Select((s, i) => KeyValuePair.Create(Key(s.Name), i + 1)), Query));
        foreach ((string column, Func<TransferScore, float> value) in ((string, Func<TransferScore, float>)[])[(ColumnNames.Score, s => s.Score), (ColumnNames.Lower, s => s.Lower), (ColumnNames.Upper, s => s.Upper)])
            list.Add(context.Transforms.Conversion.MapValue(column, all.Select((s, i) => KeyValuePair.Create(i + 1, value(s.Score))).Prepend(KeyValuePair.Create(0, float.NaN)), QueryRow));
        list.Add(context.Transforms.DropColumns(Query, QueryRow));
        return list.ToChain();
    }

    /// <summary>The columns that go in, as text.</summary>
    public DataViewSchema Schema()
    {
        var builder = new DataViewSchema.Builder();
        foreach (string column in names.Columns)
            builder.AddColumn(column, TextDataViewType.Instance);
        return builder.ToSchema();
    }

    (string Column, string? Text)[] SettingParts => [(ColumnNames.Model, null), (ColumnNames.Task, names.Task), (ColumnNames.Metric, names.Metric)];

    /// <summary>A vector by a name, through the number of its row: a name that is not there has row 0, whose values are all NaN.</summary>
    void AddLookup(TransformerList list, string key, string row, string output, int width, IEnumerable<(string Key, float[] Values)> entries)
    {
        (string Key, float[] Values)[] all = [.. entries];
        float[] missing = new float[width];
        Array.Fill(missing, float.NaN);
        list.Add(context.Transforms.Conversion.MapValue(row, all.Select((e, i) => KeyValuePair.Create(e.Key, i + 1)), key));
        list.Add(context.Transforms.Conversion.MapValue(output, all.Select((e, i) => KeyValuePair.Create(i + 1, e.Values)).Prepend(KeyValuePair.Create(0, missing)), row));
    }

    /// <summary>Several names as one text; a name is a column's, or the same in all rows.</summary>
    IEstimator<ITransformer> Joined(string output, (string Column, string? Text)[] parts)
    {
        string[] columns = [.. parts.Where(p => p.Text is null).Select(p => p.Column)];
        string body = string.Join($", \"{Separator}\", ", parts.Select(p => p.Text is null ? $"c{Array.IndexOf(columns, p.Column)}" : $"\"{p.Text}\""));
        return context.Transforms.Expression(output, $"({string.Join(", ", columns.Select((_, i) => $"c{i}"))}) => concat({body})", columns);
    }

    /// <summary>What was trained on, and each task and metric of it in every model whose pairs are there: a model that was never measured has the scale of the others.</summary>
    static string[] Settings(PairFeatures pairs, LearnedFeatures learned)
    {
        string[] trained = [.. learned.Scales.BySetting.Keys], models = [.. pairs.Pairs.Select(p => p.Model).Distinct()];
        return [.. trained.Concat(trained.SelectMany(s => models.Select(model => model + s[s.IndexOf(Separator, StringComparison.Ordinal)..]))).Distinct().Order(StringComparer.Ordinal)];
    }

    static IEnumerable<(string, float[])> Learned(string[] settings, PairFeatures pairs, LearnedFeatures learned, LanguageCatalog languages)
    {
        ILookup<string, PairKey> byModel = pairs.Pairs.ToLookup(p => p.Model);
        foreach (string setting in settings)
        {
            foreach (IGrouping<string, PairKey> target in byModel[setting.Split(Separator)[0]].GroupBy(p => p.Target))
            {
                Neighbourhood? near = learned.Near.Around(setting, TargetFacts.Of(languages.ResolveOrUnlisted(target.Key)));
                foreach (PairKey pair in target)
                {
                    float[] values = new float[LearnedFeatures.Names.Length];
                    learned.Write(values, setting, pair.Source, near);
                    yield return (string.Join(Separator, setting, pair.Source, pair.Target), values);
                }
            }
        }
    }

    static string Key(PairKey pair) => string.Join(Separator, pair.Model, pair.Source, pair.Target);

    static string Key(PairName name) => string.Join(Separator, name.Model, name.Task, name.Metric, name.Source, name.Target);
}
