using Microsoft.ML;
using Microsoft.ML.Data;

namespace TransferPredict.MlNet.Data;

/// <summary>Names as an ML.NET key: 1 for the first of them in ordinal order.</summary>
sealed class KeyIndex
{
    readonly Dictionary<string, uint> _keys = new(StringComparer.Ordinal);

    public KeyIndex(IEnumerable<string> names)
    {
        foreach (string name in names.Order(StringComparer.Ordinal))
            _keys.Add(name, (uint)_keys.Count + 1);
    }

    public DataViewType Type => new KeyDataViewType(typeof(uint), _keys.Count);

    public uint this[string name] => _keys[name];

    public DataViewSchema.Annotations Annotations()
    {
        var builder = new DataViewSchema.Annotations.Builder();
        TextAnnotation.Add(builder, TextAnnotation.KeyValues, _keys.OrderBy(k => k.Value).Select(k => k.Key));
        return builder.ToAnnotations();
    }
}
