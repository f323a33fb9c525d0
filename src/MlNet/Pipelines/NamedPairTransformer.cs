using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.MlNet.Data;

namespace TransferPredict.MlNet.Pipelines;

/// <summary>
/// Predicts scores from names: <see cref="ColumnNames.Model"/>, <see cref="ColumnNames.Source"/> and <see cref="ColumnNames.Target"/>, as text or
/// as keys of text, and <see cref="ColumnNames.Task"/> and <see cref="ColumnNames.Metric"/> where it knows several; adds
/// <see cref="ColumnNames.Score"/>, <see cref="ColumnNames.Lower"/> and <see cref="ColumnNames.Upper"/>. Saved, it is a chain of ML.NET's
/// own transformers, which takes text alone and loads without this assembly.
/// </summary>
public sealed class NamedPairTransformer : ITransformer, IDisposable
{
    readonly MLContext _context;
    readonly ITransformer _scorer;
    readonly Lazy<ITransformer> _saved;
    readonly IDisposable? _owned;

    /// <param name="context">The context.</param>
    /// <param name="scorer">What scores names that are text.</param>
    /// <param name="saved">What stands for it in a file.</param>
    /// <param name="input">The columns that go in, as text.</param>
    /// <param name="owned">What it frees when it is disposed; null for nothing.</param>
    internal NamedPairTransformer(MLContext context, ITransformer scorer, Func<ITransformer> saved, DataViewSchema input, IDisposable? owned = null) =>
        (_context, _scorer, _saved, InputSchema, _owned) = (context, scorer, new Lazy<ITransformer>(saved), input, owned);

    /// <summary>The columns that go in, as text: what Model.Save wants as input schema.</summary>
    public DataViewSchema InputSchema { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    public IDataView Transform(IDataView input) => For(input.Schema).Transform(input);

    /// <inheritdoc/>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => For(inputSchema).GetOutputSchema(inputSchema);

    /// <inheritdoc/>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => For(inputSchema).GetRowToRowMapper(inputSchema);

    /// <inheritdoc/>
    public void Save(ModelSaveContext ctx) => _saved.Value.Save(ctx);

    /// <summary>Frees the native memory of a predictor of the built-in engine; models trained by ML.NET have none.</summary>
    public void Dispose() => _owned?.Dispose();

    /// <summary>The scorer, after keys have been turned into text where a view has keys.</summary>
    ITransformer For(DataViewSchema schema)
    {
        InputOutputColumnPair[] keys = [.. InputSchema.Select(c => FeatureViews.Column(schema, c.Name)).Where(c => c.Type is KeyDataViewType).Select(c => new InputOutputColumnPair(c.Name))];
        return keys.Length == 0 ? _scorer
            : new TransformerChain<ITransformer>(_context.Transforms.Conversion.MapKeyToValue(keys).Fit(new NamesView(schema)), _scorer);
    }
}
