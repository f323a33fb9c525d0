using TransferPredict.Features.Spectra.Similarity;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 6: the combined exponential measure.</summary>
static class CombinedSection
{
    static readonly (string Name, string Metric)[] _figures = [("Spearman", "spearman"), ("NDCG@3", "ndcg3"), ("regret@1", "regret1")];

    static readonly (string Name, Func<CombinedWeights, double> Of)[] _weights = [("w₁ (K-S)", w => w.Ks), ("w₂ (Pearson)", w => w.Pearson), ("w₃ (cosine)", w => w.Cosine)];

    public static void Write(Markdown page, FindingsStudy study)
    {
        page.Heading(2, "6. The combined measure S = exp(-(w₁·D + w₂·(1 - r) + w₃·(1 - c)))");
        page.Paragraph("D is the K-S distance, r the Pearson correlation and c the cosine of two spectra ([esd.md](esd.md)): of embedding rows by token and by type, and of hidden states (`rep`). "
            + "Default weights are 1, 1, 1. Learned ones make score(s, t) = level(t)·S(s, t) fit best: non-negative least squares of the logarithm of the score (scores below "
            + $"{CombinedMeasure.LowestScore:0.00} count as that) on the three distances, each less its mean over the target's sources. They are learned within one model and task, without the targets of the fold they "
            + $"are used in ({study.Options.Folds} folds of whole targets).");
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
            page.Paragraph("Weights learned from all targets, with their least and greatest values over the folds:");
            page.Table(["spectra of", .. _weights.Select(w => w.Name), "a distance greater by 0.1 in D multiplies the score by"], setting.Combined.Select(c => (string[])
            [
                $"`{c.Measure.View}`", .. _weights.Select(w => $"{Markdown.Number(w.Of(c.AllWeights))} ({Markdown.Number(c.FoldWeights.Min(w.Of))} to {Markdown.Number(c.FoldWeights.Max(w.Of))})"),
                Markdown.Number(Math.Exp(-0.1 * c.AllWeights.Ks)),
            ]));
        }
    }

    static Figure? Gain(CombinedStudy study, string metric) => study.Learned.Metrics[metric] - study.Default.Metrics[metric] is { } value
        ? new Figure(value, study.Gain[AccuracyMetrics.IndexOf(metric)], study.Default.Targets) : null;
}
