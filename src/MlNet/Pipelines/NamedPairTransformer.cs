using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.MlNet.Data;

namespace TransferPredict.MlNet.Pipelines;

/// <summary>
/// Predicts scores from names: <see cref="ColumnNames.Model"/>, <see cref="ColumnNames.Source"/> and <see cref="ColumnNames.Target"/>, as text or
/// as keys of text, and <see cref="ColumnNames.Task"/> and <see cref="ColumnNames.Metric"/> where it knows several; adds
/// <see cref="ColumnNames.Score"/>, <see cref="ColumnNames.Lower"/> and <see cref="ColumnNames.Upper"/>. Where it knows one task and metric and a
/// view has these columns all the same, rows of others score NaN; an empty name stands for any. Saved, it is a chain of ML.NET's own transformers,
/// which takes text alone, does not look at the task where it knows one, and loads without this assembly.
/// </summary>
/// <remarks>
/// A PredictionEngine made of it owns it, as ML.NET has it: disposing of the engine disposes of this too, unless it was made with
/// <c>new PredictionEngineOptions { OwnsTransformer = false }</c>.
/// </remarks>
public sealed class NamedPairTransformer : ITransformer, IDisposable
{
    const string Asked = "TransferPredict.Asked.";

    readonly MLContext _context;
    readonly PairNames _names;
    readonly ITransformer _scorer;
    readonly Lazy<ITransformer> _saved;
    readonly IDisposable? _owned;

    /// <param name="context">The context.</param>
    /// <param name="names">The task and metric it knows, where it knows one.</param>
    /// <param name="scorer">What scores names that are text.</param>
    /// <param name="saved">What stands for it in a file.</param>
    /// <param name="input">The columns that go in, as text.</param>
    /// <param name="owned">What it frees when it is disposed; null for nothing.</param>
    internal NamedPairTransformer(
        MLContext context, PairNames names, ITransformer scorer, Func<ITransformer> saved, DataViewSchema input, IDisposable? owned = null) =>
        (_context, _names, _scorer, _saved, InputSchema, _owned) = (context, names, scorer, new Lazy<ITransformer>(saved), input, owned);

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

    /// <summary>Frees the native memory of a predictor of the built-in engine, which then predicts no more; models trained by ML.NET have none.</summary>
    public void Dispose() => _owned?.Dispose();

    /// <summary>The scorer, after keys have been turned into text where a view has keys, and before the rows of other tasks lose their scores.</summary>
    ITransformer For(DataViewSchema schema)
    {
        InputOutputColumnPair[] keys = [.. InputSchema.Select(c => FeatureViews.Column(schema, c.Name)).Where(c => c.Type is KeyDataViewType).Select(c => new InputOutputColumnPair(c.Name))];
        (string Column, string Known)[] asked =
        [
            .. ((string Column, string? Known)[])[(ColumnNames.Task, _names.Task), (ColumnNames.Metric, _names.Metric)] is var parts
                ? parts.Where(p => p.Known is not null && schema.GetColumnOrNull(p.Column) is not null).Select(p => (p.Column, p.Known!)) : [],
        ];
        if (keys.Length == 0 && asked.Length == 0)
            return _scorer;
        var list = new TransformerList(schema);
        if (keys.Length > 0)
            list.Add(_context.Transforms.Conversion.MapKeyToValue(keys));
        foreach ((string column, _) in asked)
            list.Add(AsText(Asked + column, schema[column]));
        list.Add(_scorer);
        if (asked.Length > 0)
        {
            string[] columns = [.. asked.Select(a => Asked + a.Column)];
            string known = string.Join(" && ", asked.Select((a, i) => $"(c{i} == \"\" || c{i} == \"{a.Known}\")"));
            string expression = $"(s, {string.Join(", ", columns.Select((_, i) => $"c{i}"))}) => {known} ? s : na(s)";
            foreach (string score in (string[])[ColumnNames.Score, ColumnNames.Lower, ColumnNames.Upper])
                list.Add(_context.Transforms.Expression(score, expression, [score, .. columns]));
            list.Add(_context.Transforms.DropColumns(columns));
        }
        return list.ToChain();
    }

    IEstimator<ITransformer> AsText(string output, DataViewSchema.Column column) => column.Type switch
    {
        TextDataViewType => _context.Transforms.CopyColumns(output, column.Name),
        KeyDataViewType => _context.Transforms.Conversion.MapKeyToValue(output, column.Name),
        _ => throw new ArgumentException($"Column '{column.Name}' is of type {column.Type}; expected text or a key of text.", nameof(column)),
    };
}
