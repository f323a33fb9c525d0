using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Training.Findings;

/// <summary>What fine-tuning on a source did to one measure of its alignment with a target: a row of data/changes/&lt;task&gt;.&lt;model&gt;.pairs.csv.</summary>
/// <param name="Task">The task it was fine-tuned on.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="Source">The language it was fine-tuned on.</param>
/// <param name="Target">The other language.</param>
/// <param name="Measure">Name of the measure.</param>
/// <param name="Before">Its value in the model as it was; NaN where it is missing.</param>
/// <param name="After">Its value in the fine-tuned one.</param>
public sealed record PairChange(string Task, string Model, int Layer, Language Source, Language Target, string Measure, double Before, double After)
{
    /// <summary>The columns of a file.</summary>
    public static ImmutableArray<string> Columns { get; } = ["layer", "source", "target", "measure", "before", "after"];

    /// <summary>What file names end with, behind task and model.</summary>
    public const string Ending = ".pairs.csv";

    /// <summary>After less before; NaN where one is missing.</summary>
    public double Change => After - Before;

    /// <summary>Reads one file, whose name tells task and model.</summary>
    /// <exception cref="InvalidDataException">The name, a column or a cell is not as it should be; the message names file and line.</exception>
    public static ImmutableArray<PairChange> Read(string path, LanguageCatalog catalog)
    {
        (string task, string model) = ChangeFile.NameOf(path, Ending);
        return
        [
            .. CsvTable.Read(path, Columns).Rows.Select(r => new PairChange(
                task, model, LayerRow.LayerOf(r), catalog.ResolveOrUnlisted(r.Text("source")), catalog.ResolveOrUnlisted(r.Text("target")),
                r.Text("measure"), r.Number("before"), r.Number("after"))),
        ];
    }
}
