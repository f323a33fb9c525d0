using System.Collections.Immutable;
using System.Globalization;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Training.Findings;

/// <summary>What one layer of a model tells of a pair of two languages: a row of data/features/&lt;model&gt;/layers.csv.</summary>
/// <param name="Layer">The layer, from 0, the embeddings' output.</param>
/// <param name="Source">Code of the source.</param>
/// <param name="Target">Code of the target.</param>
/// <param name="TargetGroup">ISO 639-3 code of the target.</param>
/// <param name="Values">The measures asked for; NaN where one is missing.</param>
public sealed record LayerRow(int Layer, string Source, string Target, string TargetGroup, ImmutableArray<double> Values)
{
    /// <summary>Reads a table; pairs of varieties of one language are passed over.</summary>
    /// <param name="path">The file.</param>
    /// <param name="measures">Columns to read.</param>
    /// <param name="catalog">Resolves the languages.</param>
    /// <exception cref="InvalidDataException">A column is missing or a cell is not as it should be; the message names file and line.</exception>
    public static ImmutableArray<LayerRow> Read(string path, IReadOnlyList<string> measures, LanguageCatalog catalog)
    {
        ImmutableArray<LayerRow>.Builder rows = ImmutableArray.CreateBuilder<LayerRow>();
        foreach (CsvTableRow cells in CsvTable.Read(path, ["layer", "source", "target", .. measures]).Rows)
        {
            Language source = catalog.ResolveOrUnlisted(cells.Text("source")), target = catalog.ResolveOrUnlisted(cells.Text("target"));
            if (source.Iso6393 != target.Iso6393)
                rows.Add(new LayerRow(LayerOf(cells), source.Code, target.Code, target.Iso6393, [.. measures.Select(cells.Number)]));
        }
        return rows.DrainToImmutable();
    }

    internal static int LayerOf(CsvTableRow cells) => int.TryParse(cells.Text("layer"), NumberStyles.None, CultureInfo.InvariantCulture, out int layer)
        ? layer : throw cells.Defect(FileDefect.Shown(cells["layer"]), "layer", "a whole number from 0 up");
}
