using Microsoft.ML;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.MlNet.Trainers;
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

    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        FeatureTable some = Table(rows);
        FeatureDataView view = View(some);
        if (estimator is not TransferPredictionEstimator named)
            return new Fitted(estimator.Fit(view), test => View(Table(test)));
        SchemaHash.Require(view.Schema, ColumnNames.Features, named.Pairs.Schema.Hash);
        return new FittedNames(named, named.Grow(some), test => View(Table(test)));
    }

    FeatureTable Table(TrainingRows rows) => new(table.Schema, rows, [.. rows.Sources.Select((source, i) => _weights[(rows.Query(i), source)])]);

    static FeatureDataView View(FeatureTable rows) => new(rows, new FeatureViewOptions { Folds = 0 });

    static double[] Scores(ITransformer transformer, FeatureDataView view) => [.. FeatureViews.Numbers(transformer.Transform(view), ColumnNames.Score).Select(s => (double)s)];

    sealed record Fitted(ITransformer Transformer, Func<TrainingRows, FeatureDataView> View) : IFittedRegressor, IDisposable
    {
        public double[] Predict(TrainingRows rows) => Scores(Transformer, View(rows));

        public void Dispose() => (Transformer as IDisposable)?.Dispose();
    }

    /// <summary>The estimator from names, whose lookups are made for the rows that are to be predicted, not for every pair it could serve.</summary>
    sealed record FittedNames(TransferPredictionEstimator Estimator, FittedTrees Trees, Func<TrainingRows, FeatureDataView> View) : IFittedRegressor
    {
        public double[] Predict(TrainingRows rows)
        {
            PairFeatures pairs = Estimator.Pairs.Only(Enumerable.Range(0, rows.Count).Select(i => new PairKey(rows.Groups[i].Model, rows.Sources[i], rows.Targets[i])));
            using NamedPairTransformer model = Estimator.Model(Trees, pairs);
            return Scores(model, View(rows));
        }
    }
}
