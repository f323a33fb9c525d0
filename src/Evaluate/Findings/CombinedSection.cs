using TransferPredict.Features.Spectra.Similarity;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 6: the combined exponential measure.</summary>
static class CombinedSection
{
    static readonly (string Name, string Metric)[] _figures = [("Spearman", "spearman"), ("NDCG@3", "ndcg3"), ("regret@1", "regret1")];

    static readonly (string Name, Func<CombinedWeights, double> Of)[] _weights = [("w₁ (K-S)", w => w.Ks), ("w₂ (Pearson)", w => w.Pearson), ("w₃ (cosine)", w => w.Cosine)];

    const string PlotFile = "combined.svg", PlotTitle = "Combined measure: NDCG@3 with learned weights less with default ones";

    public static void Write(Markdown page, FindingsStudy study, string plots)
    {
        page.Heading(2, "6. The combined measure S = exp(-(w₁·D + w₂·(1 - r) + w₃·(1 - c)))");
        page.Paragraph("D is the K-S distance, r the Pearson correlation and c the cosine of two spectra ([esd.md](esd.md)): of embedding rows by token and by type, and of hidden states (`rep`). "
            + "Default weights are 1, 1, 1. Learned ones make score(s, t) = level(t)·S(s, t) fit best: non-negative least squares of the logarithm of the score (scores below "
            + $"{CombinedMeasure.LowestScore:0.00} count as that) on the three distances, each less its mean over the target's sources. They are learned within one model and task, without the targets that they "
            + $"are used on ({study.HeldOut}).");
        page.Paragraph("What S then means for transfer: of two sources of one target, the one whose distances are larger by ΔD, Δ(1 - r), Δ(1 - c) is expected to score exp(-(w₁ΔD + w₂Δ(1 - r) + w₃Δ(1 - c))) times "
            + "the other. It says nothing of the level of a target, only of the order and the ratio of its sources. A weight of 0 says that this distance adds nothing once the others are known, or that it goes the wrong way.");
        foreach (SettingFindings setting in study.Settings)
        {
            page.Heading(3, setting.Title);
            if (setting.Combined.IsEmpty)
            {
                page.Paragraph("No pair has the three distances of any view: the model's languages were not measured.");
                continue;
            }
            page.Paragraph(WorthSection.CeilingSentence(setting));
            page.Table(["spectra of", "weights", .. _figures.Select(f => f.Name)], setting.Combined.SelectMany(c => (string[][])
            [
                [$"`{c.Measure.View}`", "default", .. _figures.Select(f => Markdown.Of(c.Default, f.Metric))],
                ["", "learned, held out", .. _figures.Select(f => Markdown.Of(c.Learned, f.Metric))],
                ["", "learned less default", .. _figures.Select(f => Markdown.Change(Gain(c, f.Metric)))],
            ]));
            page.Paragraph("Weights learned from all targets, with their least and greatest values over the folds (which share most of their targets, so that other targets may give weights further apart):");
            page.Table(["spectra of", .. _weights.Select(w => w.Name), "a distance greater by 0.1 in D multiplies the score by"], setting.Combined.Select(c => (string[])
            [
                $"`{c.Measure.View}`", .. _weights.Select(w => $"{Markdown.Number(w.Of(c.AllWeights))} ({Markdown.Number(c.FoldWeights.Min(w.Of))} to {Markdown.Number(c.FoldWeights.Max(w.Of))})"),
                Markdown.Number(Math.Exp(-0.1 * c.AllWeights.Ks)),
            ]));
            page.Paragraph(string.Join(" ", setting.Combined.Select(c => $"By `{c.Measure.View}` learned weights {Verdict(Gain(c, "ndcg3"))} than default ones (NDCG@3), and {Stability(c)}.")));
        }
        if (study.Settings.Any(s => !s.Combined.IsEmpty))
            page.Plot(plots, PlotFile, PlotTitle);
    }

    /// <summary>Name of the file and text of each plot.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(FindingsStudy study)
    {
        (string Name, Figure Gain)[] gains = [.. study.Settings.SelectMany(s => s.Combined.Select(c => ($"{s.Task.Task} ({s.Task.Metric}), {s.Task.Model}: {c.Measure.View}", Gain(c, "ndcg3")))).Where(g => g.Item2 is not null).Select(g => (g.Item1, g.Item2!))];
        return gains.Length == 0 ? [] : [(PlotFile, new DotPlot(PlotTitle, "NDCG@3, learned less default", gains).Svg())];
    }

    /// <summary>In how many models, tasks and views learned weights are clearly better than default ones in NDCG@3, in how many worse, of how many.</summary>
    public static (int Better, int Worse, int Of) Counts(FindingsStudy study)
    {
        int[] signs = [.. study.Settings.SelectMany(s => s.Combined).Select(c => Gain(c, "ndcg3")?.Sign ?? 0)];
        return (signs.Count(s => s > 0), signs.Count(s => s < 0), signs.Length);
    }

    static string Verdict(Figure? gain) => gain?.Sign switch { > 0 => "order sources better", < 0 => "order sources worse", _ => "order sources no clearly better or worse" };

    /// <summary>Whether each weight stays 0, or within a factor of two, whatever fold is left out.</summary>
    static string Stability(CombinedStudy study)
    {
        string[] unsteady = [.. _weights.Where(w => study.FoldWeights.Max(w.Of) is > 0 and var most && study.FoldWeights.Min(w.Of) < most / 2).Select(w => w.Name)];
        return unsteady.Length == 0 ? "no weight changes by a factor of two between folds" : $"{string.Join(", ", unsteady)} {(unsteady.Length == 1 ? "changes" : "change")} by more than a factor of two between folds";
    }

    static Figure? Gain(CombinedStudy study, string metric) => study.Learned.Metrics[metric] - study.Default.Metrics[metric] is { } value
        ? new Figure(value, study.Gain[AccuracyMetrics.IndexOf(metric)], study.Default.Targets) : null;
}
