using System.Globalization;
using TransferPredict.Features.Layers;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate;

/// <summary>The analysis of layers as people read it.</summary>
static class LayerPrinter
{
    const int MostNamed = 10;

    // The dozen columns that people read, where the analysis has them.
    static readonly string[] _printed =
        ["N", "M", "alpha", "D", "sigma", "p_value", "Lambda", "alpha_weighted", "log_norm", "stable_rank", "num_pl_spikes", "mp_softrank", "num_spikes", "rand_distance", "rank_loss"];

    public static void Layers(LayerReport report, LayerAnalysisOptions options)
    {
        if (report.Layers.Count == 0)
        {
            Console.WriteLine("No matrix was analysed.");
            return;
        }
        bool several = report.Layers.Select(l => l.Matrix.File).Distinct().Skip(1).Any();
        LayerColumn[] columns = [.. _printed.Select(name => LayerColumns.Of(options).FirstOrDefault(c => c.Name == name)).OfType<LayerColumn>()];
        var table = new TextTable([.. several ? ["<file"] : Array.Empty<string>(), "id", "<name", "<role", .. columns.Select(c => c.Name), "<remark"]);
        foreach (LayerSpectrum layer in report.Layers)
        {
            table.Add([
                .. several ? [Cells.Line(layer.Matrix.File)] : Array.Empty<TableCell>(),
                layer.Matrix.LayerId.ToString(CultureInfo.InvariantCulture), Cells.Line(layer.Matrix.Name), LayerRoles.NameOf(layer.Matrix.Role),
                .. columns.Select(c => new TableCell(Cell(c.Value(layer)), c.Name == "alpha" ? Tone.Strong : Tone.Plain)), new TableCell(Remark(layer, options), Tone.Lowered)]);
        }
        table.Write();
        Console.WriteLine();
    }

    public static void Summary(LayerReport report, LayerAnalysisOptions options)
    {
        LayerSummary all = LayerSummary.OverAll(report, options);
        if (all.Matrices == 0)
            return;
        var table = new TextTable(["<mean over", "matrices", .. all.Means.Keys]);
        foreach (LayerSummary summary in LayerSummary.ByLayer(report, options).Select(s => s with { Group = $"layer {s.Group}" })
            .Concat(LayerSummary.ByRole(report, options)).Append(all))
            table.Add([Cells.Line(summary.Group), summary.Matrices.ToString(CultureInfo.InvariantCulture), .. summary.Means.Values.Select(Cells.Measure)]);
        table.Write();
    }

    public static void LeftOut(IReadOnlyList<SkippedMatrix> leftOut)
    {
        if (leftOut.Count == 0)
            return;
        Console.WriteLine();
        Console.WriteLine($"Left out: {leftOut.Count}");
        bool several = leftOut.Select(skipped => skipped.File).Distinct().Skip(1).Any();
        foreach (SkippedMatrix skipped in leftOut.Take(MostNamed))
        {
            string name = skipped.OnnxName.Length == 0 ? skipped.File : several ? $"{skipped.File} {skipped.OnnxName}" : skipped.OnnxName;
            Console.WriteLine($"  {Cells.Line(name)}: {Cells.Line(skipped.Reason)}");
        }
        if (leftOut.Count > MostNamed)
            Console.WriteLine($"  and {leftOut.Count - MostNamed} more (--json names all)");
    }

    /// <summary>Says on standard error why matrices could not be analysed, and whether there were any such.</summary>
    public static bool Failures(IEnumerable<string?> reasons)
    {
        string[] failures = [.. reasons.OfType<string>()];
        foreach (string failure in failures)
            Console.Error.WriteLine($"error: {Cells.Line(failure)}");
        return failures.Length > 0;
    }

    static string Remark(LayerSpectrum layer, LayerAnalysisOptions options)
    {
        string state = layer.Failure is not null ? "unreadable" : layer.Fit is null ? "no fit" : (string)LayerColumns.Of(options).First(c => c.Name == "warning").Value(layer)!;
        return string.Join("; ", ((string[])[state, Cells.Line(layer.Matrix.Note)]).Where(text => text.Length > 0));
    }

    static string Cell(object? value) => value switch
    {
        null => Cells.None,
        double number => Cells.Measure(number),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        object other => other.ToString()!,
    };
}
