using System.Collections.Immutable;

namespace TransferPredict.Features.Tables;

/// <summary>The header of a CSV file.</summary>
sealed class CsvColumns(string path, ImmutableArray<string> header)
{
    readonly Dictionary<string, int> _places = header.Select((name, i) => (name, i)).ToDictionary(c => c.name, c => c.i, StringComparer.Ordinal);

    /// <summary>The file as it was named.</summary>
    public string Path => path;

    /// <summary>Names of the columns.</summary>
    public ImmutableArray<string> Header => header;

    /// <summary>The place of a column; -1 when there is none of that name.</summary>
    public int PlaceOf(string name) => _places.GetValueOrDefault(name, -1);
}
