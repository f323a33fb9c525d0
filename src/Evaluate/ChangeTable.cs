using System.Globalization;
using TransferPredict.Features.Layers;
using TransferPredict.Features.Tables;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate;

/// <summary>The comparison of two models in all the ways it is written.</summary>
static class ChangeTable
{
    // WeightWatcher's raw and euclidean are one number for matrices; both of its names are kept. Beside these, CSV and JSON have
    // all columns of the analysis of the difference.
    static readonly (string Name, Func<LayerChange, double?> Value)[] _measures =
    [
        ("raw", c => c.Distance?.Euclidean),
        ("euclidean", c => c.Distance?.Euclidean),
        ("cka", c => c.Distance?.Cka),
        ("relative", c => c.Relative),
        ("esd_ks", c => c.SpectrumDistance),
        ("alpha_base", c => c.Base.Fit?.Alpha),
        ("alpha_tuned", c => c.Tuned.Fit?.Alpha),
        ("stable_rank_base", c => c.Base.Metrics?.StableRank),
        ("stable_rank_tuned", c => c.Tuned.Metrics?.StableRank),
    ];

    public static IEnumerable<string> Csv(LayerComparison comparison, LayerAnalysisOptions options)
    {
        IReadOnlyList<LayerColumn> columns = LayerColumns.Of(options);
        return comparison.Changes
            .Select(change => string.Join(',', [.. columns.Select(c => c.Csv(change.Difference)), .. _measures.Select(m => CsvCell.Of(m.Value(change) ?? double.NaN))]))
            .Prepend(string.Join(',', [.. columns.Select(c => c.Name), .. _measures.Select(m => m.Name)]));
    }

    public static object Json(LayerComparison comparison, LayerAnalysisOptions options) => new
    {
        Layers = comparison.Changes.Select(change => new
        {
            change.Difference.Matrix.Name,
            Distances = _measures.ToDictionary(m => m.Name, m => m.Value(change)),
            Difference = LayerJson.Rows([change.Difference], LayerColumns.Of(options)).Single(),
        }),
        Means = _measures.ToDictionary(m => m.Name, m => Mean(comparison.Changes.Select(m.Value))),
        comparison.LeftOut,
    };

    public static void Print(LayerComparison comparison)
    {
        if (comparison.Changes.Count == 0)
        {
            Console.WriteLine("No matrix was compared.");
            return;
        }
        var table = new TextTable("id", "<name", "<role", "N", "M", "delta_W", "relative", "cka", "alpha base", "tuned", "of difference", "stable_rank", "<remark");
        foreach (LayerChange change in comparison.Changes)
        {
            LayerSpectrum difference = change.Difference;
            table.Add(
                difference.Matrix.LayerId.ToString(CultureInfo.InvariantCulture), Cells.Line(difference.Matrix.Name), LayerRoles.NameOf(difference.Matrix.Role),
                difference.N.ToString(CultureInfo.InvariantCulture), difference.M.ToString(CultureInfo.InvariantCulture),
                new TableCell(Cell(change.Distance?.Euclidean), Tone.Strong), Cell(change.Relative), Cell(change.Distance?.Cka), Cell(change.Base.Fit?.Alpha), Cell(change.Tuned.Fit?.Alpha),
                Cell(difference.Fit?.Alpha), Cell(difference.Metrics?.StableRank), difference.Failure is not null ? "unreadable" : change.Distance?.Euclidean == 0 ? "unchanged" : Cells.Line(difference.Matrix.Note));
        }
        table.Write();
        Console.WriteLine();
        Console.WriteLine(
            $"Mean over {comparison.Changes.Count} matrices: delta_W {Cell(Mean(comparison.Changes.Select(c => c.Distance?.Euclidean)))}. "
            + "delta_W: Frobenius norm of tuned - base; relative: over that of base; cka: 1 = same directions; stable_rank: of the difference.");
    }

    // Of those that have a finite value.
    static double? Mean(IEnumerable<double?> values)
    {
        double[] finite = [.. values.OfType<double>().Where(double.IsFinite)];
        return finite.Length == 0 ? null : finite.Average();
    }

    static string Cell(double? value) => Cells.Measure(value ?? double.NaN);
}
