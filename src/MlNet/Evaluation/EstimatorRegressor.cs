using Microsoft.ML;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Evaluation;

/// <summary>Any estimator of ML.NET as a regressor of ours: it is fitted to a view of the training rows, and its column Score is the prediction.</summary>
/// <param name="estimator">The estimator.</param>
/// <param name="table">The table that rows are of: its schema, and its weights.</param>
sealed class EstimatorRegressor(IEstimator<ITransformer> estimator, FeatureTable table) : IRegressor
{
    // Rows that stand twice count the same both times.
    readonly Dictionary<(string, string), float> _weights = Enumerable.Range(0, table.Rows.Count)
        .GroupBy(i => (table.Rows.Query(i), table.Rows.Sources[i])).ToDictionary(pair => pair.Key, pair => pair.Average(i => table.Weights[i]));

    public string Name => estimator.GetType().Name;

    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default) => new Fitted(estimator.Fit(View(rows)), View);

    FeatureDataView View(TrainingRows rows) => new(
        new FeatureTable(table.Schema, rows, [.. rows.Sources.Select((source, i) => _weights[(rows.Query(i), source)])]), new FeatureViewOptions { Folds = 0 });

    sealed record Fitted(ITransformer Transformer, Func<TrainingRows, FeatureDataView> View) : IFittedRegressor, IDisposable
    {
        public double[] Predict(TrainingRows rows) => [.. FeatureViews.Numbers(Transformer.Transform(View(rows)), ColumnNames.Score).Select(s => (double)s)];

        public void Dispose() => (Transformer as IDisposable)?.Dispose();
    }
}
