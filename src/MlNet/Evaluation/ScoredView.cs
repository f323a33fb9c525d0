using Microsoft.ML;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Evaluation;

/// <summary>Reads what a model says of a view's rows, going through them once; features are not looked at.</summary>
static class ScoredView
{
    /// <summary>Scores beside labels.</summary>
    /// <param name="view">A view with names, Label and Score.</param>
    /// <param name="languages">Resolves the languages.</param>
    /// <param name="names">How names are read.</param>
    /// <exception cref="ArgumentException">A column is missing.</exception>
    /// <exception cref="InvalidDataException">A name is not as it should be; the message names the row.</exception>
    public static Prediction[] Read(IDataView view, LanguageCatalog languages, PairNames names)
    {
        DataViewSchema.Column label = FeatureViews.Column(view.Schema, ColumnNames.Label), score = FeatureViews.Column(view.Schema, ColumnNames.Score);
        using DataViewRowCursor cursor = view.GetRowCursor([.. names.Columns.Select(n => FeatureViews.Column(view.Schema, n)), label, score]);
        ValueGetter<float> actual = cursor.GetGetter<float>(label), predicted = cursor.GetGetter<float>(score);
        var reader = new PairReader(cursor, languages, names);
        List<Prediction> predictions = [];
        float measured = 0, told = 0;
        while (cursor.MoveNext())
        {
            (PairName pair, _, Language target) = reader.Read();
            actual(ref measured);
            predicted(ref told);
            predictions.Add(new Prediction($"{pair.Model}|{pair.Task}|{pair.Metric}|{pair.Target}", target.Iso6393, pair.Source, measured, told));
        }
        return [.. predictions];
    }

    /// <summary>Scores with the ends of their intervals; NaN where the view has no ends.</summary>
    /// <exception cref="ArgumentException">The view has no scores.</exception>
    public static TransferScore[] Scores(IDataView view)
    {
        FeatureViews.Column(view.Schema, ColumnNames.Score);
        string[] names = [ColumnNames.Score, ColumnNames.Lower, ColumnNames.Upper];
        using DataViewRowCursor cursor = view.GetRowCursor([.. names.Select(view.Schema.GetColumnOrNull).OfType<DataViewSchema.Column>()]);
        ValueGetter<float>[] getters = [.. names.Select(n => view.Schema.GetColumnOrNull(n) is { } column ? cursor.GetGetter<float>(column) : (ref float value) => value = float.NaN)];
        List<TransferScore> scores = [];
        float[] values = new float[getters.Length];
        while (cursor.MoveNext())
        {
            for (int i = 0; i < values.Length; i++)
                getters[i](ref values[i]);
            scores.Add(new TransferScore { Score = values[0], Lower = values[1], Upper = values[2] });
        }
        return [.. scores];
    }
}
