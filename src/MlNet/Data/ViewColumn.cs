using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Training.FeatureTables;

namespace TransferPredict.MlNet.Data;

/// <summary>A column of a view of features: what it is, and how it is read from a row.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Annotations">Its annotations.</param>
/// <param name="Getter">Makes the getter of a cursor, given what the cursor's row is.</param>
sealed record ViewColumn(string Name, DataViewType Type, DataViewSchema.Annotations Annotations, Func<Func<FeatureRow>, Delegate> Getter)
{
    public static ViewColumn Number(string name, Func<FeatureRow, float> value) => new(
        name, NumberDataViewType.Single, DataViewSchema.Annotations.Empty, row => (ValueGetter<float>)((ref float result) => result = value(row())));

    public static ViewColumn Key(string name, KeyIndex index, Func<FeatureRow, string> value) => new(
        name, index.Type, index.Annotations(), row => (ValueGetter<uint>)((ref uint result) => result = index[value(row())]));

    public static ViewColumn Vector(string name, TableSchema schema)
    {
        int size = schema.Names.Length;
        var annotations = new DataViewSchema.Annotations.Builder();
        TextAnnotation.Add(annotations, TextAnnotation.SlotNames, schema.Names);
        SchemaHash.Add(annotations, schema.Hash);
        return new(name, new VectorDataViewType(NumberDataViewType.Single, size), annotations.ToAnnotations(), row => (ValueGetter<VBuffer<float>>)((ref VBuffer<float> result) =>
        {
            VBufferEditor<float> editor = VBufferEditor.Create(ref result, size);
            row().Features.Span.CopyTo(editor.Values);
            result = editor.Commit();
        }));
    }
}
