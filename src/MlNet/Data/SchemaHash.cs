using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferPredict.MlNet.Data;

/// <summary>The hash of a feature schema as an annotation of a column: columns never meet a model that was trained on others.</summary>
public static class SchemaHash
{
    /// <summary>The kind of the annotation: text, in hexadecimal.</summary>
    public const string Kind = "TransferPredictSchemaHash";

    /// <summary>The hash that a column carries; null where it carries none.</summary>
    public static string? Of(DataViewSchema.Column column)
    {
        if (column.Annotations.Schema.GetColumnOrNull(Kind) is null)
            return null;
        ReadOnlyMemory<char> hash = default;
        column.Annotations.GetValue(Kind, ref hash);
        return hash.ToString();
    }

    /// <summary>Refuses a view whose features are not those expected.</summary>
    /// <param name="schema">The view's.</param>
    /// <param name="column">Name of the column of features.</param>
    /// <param name="expected">The hash it must carry.</param>
    /// <exception cref="ArgumentException">The column is missing, or carries another hash or none.</exception>
    public static void Require(DataViewSchema schema, string column, string expected)
    {
        if (schema.GetColumnOrNull(column) is not { } features)
            throw new ArgumentException($"The view has the columns {string.Join(", ", schema.Select(c => c.Name))}; expected '{column}', the features.", nameof(schema));
        if (Of(features) is var found && found != expected)
            throw new ArgumentException(
                $"Column '{column}' {(found is null ? "carries no hash of a feature schema" : $"has features of schema {found}")}; expected schema {expected}. "
                + "Load the features anew with this version, or train on what the view has.", nameof(schema));
    }

    internal static void Add(DataViewSchema.Annotations.Builder annotations, string hash) =>
        annotations.AddPrimitiveValue(Kind, TextDataViewType.Instance, hash.AsMemory());
}
