using System.Globalization;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Layers;

/// <summary>One column of the table of layers.</summary>
/// <param name="Name">Its name, WeightWatcher's where it has one.</param>
/// <param name="Value">The cell of a layer: text, an int, a bool, a double (NaN = no value), or null for no value.</param>
public sealed record LayerColumn(string Name, Func<LayerSpectrum, object?> Value)
{
    /// <summary>The cell as CSV: numbers in full precision, inf and -inf as such, no value empty.</summary>
    public string Csv(LayerSpectrum layer) => Value(layer) switch
    {
        null => "",
        double number => CsvCell.Of(number),
        string text => CsvCell.Of(text),
        bool flag => flag ? "True" : "False",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        object other => throw new InvalidOperationException($"Column {Name} has a {other.GetType()}."),
    };
}
