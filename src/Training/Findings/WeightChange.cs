using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tables;

namespace TransferPredict.Training.Findings;

/// <summary>What fine-tuning on a source did to one weight matrix: a row of data/changes/&lt;task&gt;.&lt;model&gt;.weights.csv, from `compare`.</summary>
/// <param name="Task">The task it was fine-tuned on.</param>
/// <param name="Model">Name of the model.</param>
/// <param name="Source">The language it was fine-tuned on.</param>
/// <param name="Matrix">Name of the matrix.</param>
/// <param name="Layer">The block it belongs to, as `inspect` numbers it; null for the embeddings and others outside of blocks.</param>
/// <param name="AlphaBefore">Exponent of the power law fitted to its spectrum before; NaN where there is no fit.</param>
/// <param name="AlphaAfter">The same after.</param>
/// <param name="Ks">K-S distance of the two spectra, each over its mean, in [0, 1].</param>
/// <param name="Distance">Frobenius norm of after - before.</param>
/// <param name="Relative">That norm over the norm before.</param>
public sealed record WeightChange(
    string Task, string Model, string Source, string Matrix, int? Layer, double AlphaBefore, double AlphaAfter, double Ks, double Distance, double Relative)
{
    /// <summary>The columns of a file.</summary>
    public static ImmutableArray<string> Columns { get; } = ["source", "matrix", "layer", "alpha_before", "alpha_after", "ks", "distance", "relative"];

    /// <summary>What file names end with, behind task and model.</summary>
    public const string Ending = ".weights.csv";

    /// <summary>Reads one file, whose name tells task and model.</summary>
    /// <exception cref="InvalidDataException">The name, a column or a cell is not as it should be; the message names file and line.</exception>
    public static ImmutableArray<WeightChange> Read(string path, LanguageCatalog catalog)
    {
        (string task, string model) = ChangeFile.NameOf(path, Ending);
        return
        [
            .. CsvTable.Read(path, Columns).Rows.Select(r => new WeightChange(
                task, model, catalog.ResolveOrUnlisted(r.Text("source")).Code, r.Text("matrix"), r["layer"].Length == 0 ? null : LayerRow.LayerOf(r),
                r.Number("alpha_before"), r.Number("alpha_after"), r.Number("ks"), r.Number("distance"), r.Number("relative"))),
        ];
    }
}
