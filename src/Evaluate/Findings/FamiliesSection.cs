using System.Collections.Immutable;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 5: what families of features add.</summary>
static class FamiliesSection
{
    static readonly (string Name, string Metric)[] _figures = [("RMSE", "rmse"), ("Spearman", "spearman"), ("NDCG@3", "ndcg3"), ("regret@1", "regret1")];

    public static void Write(Markdown page, FindingsStudy study, string plots)
    {
        page.Heading(2, "5. What do the families add?");
        page.Paragraph($"The predictor ([predictor.md](predictor.md)) trained on one model and task at a time, with and without families of features, {study.HeldOut}. `src.` and `near.` always stay, and what is near is "
            + "told by family, genus, script and distance: so even without `ling.` the predictor knows what was measured on related languages. Figures as in "
            + "[evaluation.md](evaluation.md), 95 % intervals by bootstrap over targets; differences are paired, over the same drawn targets. The row of other random draws shows how much figures move for no reason.");
        foreach (SettingFindings setting in study.Settings)
        {
            page.Heading(3, setting.Title);
            if (setting.Families is not { } families)
            {
                page.Paragraph("There is one target alone, so none can be held out.");
                continue;
            }
            AccuracyReport?[] reports = [.. FamilyVariant.All.Select(v => families.Report(v.Name)), setting.OnCeilingPairs, setting.Ceiling];
            page.Table(["features", .. _figures.Select(f => f.Name)], reports.OfType<AccuracyReport>().Select(r => (string[])[r.Name, .. _figures.Select(f => Markdown.Of(r, f.Metric))]));
            if (setting.Ceiling is null)
                page.Paragraph(WorthSection.CeilingSentence(setting));
            page.Paragraph("Less the figure with all families:");
            page.Table(["features", .. _figures.Select(f => f.Name)], FamilyVariant.All.Skip(1).Where(v => v.Name != FamilyVariant.LexLingSpectra)
                .Select(v => Row(v.Name, families.Difference(v.Name, FamilyVariant.AllFamilies))));
            ImmutableArray<Figure?> toText = families.Difference(FamilyVariant.LexLingSpectra, FamilyVariant.LexLing), toRest = families.Difference(FamilyVariant.AllFamilies, FamilyVariant.NoSpectra);
            page.Paragraph("What spectra (`esd.` and `ww.` together) add:");
            page.Table(["spectra added to", .. _figures.Select(f => f.Name)], [Row("lex. and ling.", toText), Row("all other families", toRest)]);
            page.Paragraph($"{Verdict("lexical and linguistic features", toText)} {Verdict("all other families", toRest)}");
            page.Plot(plots, FileOf(setting), TitleOf(setting));
        }
    }

    /// <summary>Name of the file and text of each plot.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(FindingsStudy study) => study.Settings.Where(s => s.Families is not null).Select(s => (FileOf(s), new DotPlot(
        TitleOf(s), "RMSE less that with all families: above 0 they are missed",
        [
            .. FamilyVariant.All.Skip(1).Select(v => (v.Name, Figure: s.Families!.Difference(v.Name, FamilyVariant.AllFamilies)[AccuracyMetrics.IndexOf("rmse")]))
                .Where(v => v.Figure is not null).Select(v => (v.Name, v.Figure!)),
        ]).Svg()));

    /// <summary>In which of the four figures spectra clearly improve on lexical and linguistic features, on all other families, and other random draws on the same: numbers of each, better and worse.</summary>
    public static ((int Better, int Worse) ToText, (int Better, int Worse) ToRest, (int Better, int Worse) Draws, int Figures) Counts(FindingsStudy study)
    {
        FamilyAblation[] all = [.. study.Settings.Select(s => s.Families).OfType<FamilyAblation>()];
        return (
            Count(f => f.Difference(FamilyVariant.LexLingSpectra, FamilyVariant.LexLing)), Count(f => f.Difference(FamilyVariant.AllFamilies, FamilyVariant.NoSpectra)),
            Count(f => f.Difference(FamilyVariant.OtherDraws, FamilyVariant.AllFamilies)), all.Length * _figures.Length);

        (int, int) Count(Func<FamilyAblation, ImmutableArray<Figure?>> difference)
        {
            int[] signs = [.. all.Select(difference).SelectMany(d => _figures.Select(f => Improves(d, f.Metric)))];
            return (signs.Count(s => s > 0), signs.Count(s => s < 0));
        }
    }

    static string FileOf(SettingFindings setting) => $"families-{setting.Task.Task}-{setting.Task.Metric}-{setting.Task.Model}.svg";

    static string TitleOf(SettingFindings setting) => $"What is missed without families: {setting.Title}";

    static string[] Row(string name, ImmutableArray<Figure?> differences) =>
        [name, .. _figures.Select(f => Markdown.Change(differences[AccuracyMetrics.IndexOf(f.Metric)]))];

    static string Verdict(string to, ImmutableArray<Figure?> differences)
    {
        string[] better = [.. _figures.Where(f => Improves(differences, f.Metric) > 0).Select(f => f.Name)];
        string[] worse = [.. _figures.Where(f => Improves(differences, f.Metric) < 0).Select(f => f.Name)];
        return $"To {to} spectra add " + (better.Length == 0 && worse.Length == 0 ? "nothing that could be told from chance in any of the four figures."
            : (better.Length > 0 ? $"something in {string.Join(", ", better)}" : "nothing") + (worse.Length > 0 ? $", and make {string.Join(", ", worse)} worse" : "")
                + (better.Length + worse.Length < _figures.Length ? "; the other intervals hold 0." : "."));
    }

    /// <summary>1 where the interval of a difference lies on the better side of 0, -1 on the worse, 0 where it holds 0.</summary>
    static int Improves(ImmutableArray<Figure?> differences, string metric) =>
        (differences[AccuracyMetrics.IndexOf(metric)]?.Sign ?? 0) * (metric is "rmse" or "regret1" ? -1 : 1);
}
