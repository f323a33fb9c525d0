using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Trainers;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Predictor;

namespace TransferPredict.MlNet.Pipelines;

/// <summary>
/// Learns to predict scores from names. In goes a view with Model, Source and Target (text or keys of text), Label, and Task and Metric where there
/// are several; out comes a transformer that takes names alone, looks their features up, concatenates and scores them.
/// </summary>
public sealed class TransferPredictionEstimator : IEstimator<NamedPairTransformer>
{
    readonly MLContext _context;
    readonly LanguageCatalog _languages;
    readonly PairFeatures _pairs;
    readonly TransferPredictionOptions _options;

    /// <summary>Makes an estimator.</summary>
    /// <param name="context">The context.</param>
    /// <param name="languages">Resolves the languages that rows name.</param>
    /// <param name="pairs">The features of the pairs that are to be predicted, and of those to learn from where the view has no features.</param>
    /// <param name="options">How it learns; the defaults when null.</param>
    public TransferPredictionEstimator(MLContext context, LanguageCatalog languages, PairFeatures pairs, TransferPredictionOptions? options = null) =>
        (_context, _languages, _pairs, _options) = (context, languages, pairs, options ?? new TransferPredictionOptions());

    /// <summary>The features of the pairs that are to be predicted.</summary>
    internal PairFeatures Pairs => _pairs;

    /// <summary>How it learns.</summary>
    internal TransferPredictionOptions Options => _options;

    /// <summary>Learns.</summary>
    /// <exception cref="ArgumentException">
    /// A column is missing or of another type, the view has features of another schema than the lookup, or the options have intervals, but not for
    /// every model, task and metric of the rows.
    /// </exception>
    /// <exception cref="InvalidDataException">A row has no score, or names a language otherwise than by its code.</exception>
    public NamedPairTransformer Fit(IDataView input)
    {
        if (input.Schema.GetColumnOrNull(ColumnNames.Features) is not null)
            SchemaHash.Require(input.Schema, ColumnNames.Features, _pairs.Schema.Hash);
        FeatureTable table = FeatureViews.Read(input, _languages, PairNames.Of(input.Schema, _options.Task, _options.Metric), _pairs);
        return Fit(table);
    }

    /// <summary>Learns from a table.</summary>
    internal NamedPairTransformer Fit(FeatureTable table) => Model(Grow(table), _pairs);

    /// <summary>What is learned from a table.</summary>
    internal FittedTrees Grow(FeatureTable table)
    {
        KnownScores.Require(table.Rows);
        if (_options.Intervals.Count > 0 && table.Rows.Groups.Select(g => g.Setting).FirstOrDefault(s => !_options.Intervals.ContainsKey(s)) is { } without)
            throw new ArgumentException($"The options have intervals of {string.Join(", ", _options.Intervals.Keys)}; expected one of {without}, too, which rows are of, or none at all.");
        return FittedTrees.Fit(_context, table, _options.Parameters);
    }

    /// <summary>The way from names to what was learned.</summary>
    /// <param name="fitted">What was learned.</param>
    /// <param name="pairs">The pairs that can be predicted.</param>
    internal NamedPairTransformer Model(FittedTrees fitted, PairFeatures pairs)
    {
        (string, string)[] tasks = [.. fitted.Learned.Scales.BySetting.Keys.Select(s => s.Split('|')).Select(s => (s[1], s[2])).Distinct()];
        PairNames names = tasks is [(var task, var metric)] ? new PairNames(task, metric) : new PairNames(null, null);
        var pipeline = new PairPipeline(_context, names);
        TransformerChain<ITransformer> chain = pipeline.Scored(pairs, fitted.Learned, fitted.Trees, _options.Intervals, _languages);
        return new NamedPairTransformer(_context, names, chain, () => chain, pipeline.Schema());
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A column that names pairs is missing.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        foreach (string name in (string[])[ColumnNames.Model, ColumnNames.Source, ColumnNames.Target])
            if (!inputSchema.Any(c => c.Name == name))
                throw new ArgumentException($"The input has the columns {string.Join(", ", inputSchema.Select(c => c.Name))}; expected '{name}' among them.", nameof(inputSchema));
        // Columns of a shape can only be made by ML.NET's own estimators.
        var output = SchemaDefinition.Create(typeof(ScoredPair));
        output[ColumnNames.Features].ColumnType = new VectorDataViewType(NumberDataViewType.Single, _pairs.Schema.Names.Length + LearnedFeatures.Names.Length);
        return _context.Transforms.CustomMapping<Nothing, ScoredPair>((_, _) => { }, contractName: null, outputSchemaDefinition: output).GetOutputSchema(inputSchema);
    }

    sealed class Nothing;

    sealed class ScoredPair
    {
        public float[] Features { get; set; } = [];

        public float Score { get; set; }

        public float Lower { get; set; }

        public float Upper { get; set; }
    }
}
