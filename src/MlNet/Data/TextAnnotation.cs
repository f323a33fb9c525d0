using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferPredict.MlNet.Data;

/// <summary>Texts as an annotation of a column: what its slots or its keys are called.</summary>
static class TextAnnotation
{
    /// <summary>ML.NET's kind of annotation for the names of a vector's slots.</summary>
    public const string SlotNames = "SlotNames";

    /// <summary>ML.NET's kind of annotation for what the keys stand for.</summary>
    public const string KeyValues = "KeyValues";

    public static void Add(DataViewSchema.Annotations.Builder annotations, string kind, IEnumerable<string> texts)
    {
        ReadOnlyMemory<char>[] values = [.. texts.Select(t => t.AsMemory())];
        annotations.Add(kind, new VectorDataViewType(TextDataViewType.Instance, values.Length), (ref VBuffer<ReadOnlyMemory<char>> result) => result = new(values.Length, values));
    }
}
