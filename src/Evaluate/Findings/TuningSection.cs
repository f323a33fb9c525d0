using TransferPredict.Training.Findings;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Finding 2: what fine-tuning does to alignment.</summary>
static class TuningSection
{
    /// <summary>Measures that are greater the less alike two languages are.</summary>
    static readonly string[] _distances = ["bures", "ks"];

    /// <summary>Measures whose change is drawn and summed up, with what they are called.</summary>
    static readonly (string Measure, string Name)[] _drawn = [("calign", "CALIGN"), ("p_at_1", "retrieval (P@1)")];

    public static void Write(Markdown page, FindingsStudy study, string plots)
    {
        page.Heading(2, "2. Does fine-tuning raise alignment?");
        Missing(page, study.Tasks, "pairs", study.PairChanges.Select(c => (c.Task, c.Model)));
        if (study.PairChanges.Length > 0)
            page.Paragraph("After less before, for the language fine-tuned on and each of the others; mean over pairs, 95 % intervals by bootstrap over fine-tuned models and over other languages, drawn each by themselves. One run and one "
                + $"clustering each: their chance is in the differences between fine-tuned models. {string.Join(" and ", _distances.Select(d => $"`{d}`"))} are distances: what is greater is less alike. Concepts are 200 clusters of 3,000 words of nine "
                + "languages here, fewer than in finding 1, so the values before differ from those there.");
        foreach (IGrouping<(string Task, string Model), PairChange> group in study.PairChanges.GroupBy(c => (c.Task, c.Model)))
        {
            PairChange[] pairs = [.. group.Where(c => c.Source.Iso6393 != c.Target.Iso6393)];
            int[] layers = [.. pairs.Select(c => c.Layer).Distinct().Order()];
            page.Heading(3, $"{group.Key.Task}, {group.Key.Model}: {pairs.Select(c => c.Source.Code).Distinct().Count()} fine-tuned models");
            page.Table(["measure", .. layers.Select(l => $"layer {l}"), "before, last layer", "after"], pairs.GroupBy(c => c.Measure).OrderBy(g => g.Key, StringComparer.Ordinal).Select(m => (string[])
            [
                m.Key, .. layers.Select(l => Markdown.Change(Mean(m.Where(c => c.Layer == l), c => c.Change))),
                Markdown.Number(Mean(m.Where(c => c.Layer == layers[^1]), c => c.Before)?.Value), Markdown.Number(Mean(m.Where(c => c.Layer == layers[^1]), c => c.After)?.Value),
            ]));
            string[] more = Alike(pairs, layers[^1], 1), less = Alike(pairs, layers[^1], -1);
            page.Paragraph($"In the last layer languages become more alike by {Listed(more)}, less alike by {Listed(less)}; by the other measures there is no clear difference.");
        }
        foreach ((string file, string title, _) in Drawn(study))
            page.Plot(plots, file, title);
    }

    /// <summary>Name of the file and text of each plot.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(FindingsStudy study) => Drawn(study).Select(d => (d.File, d.Plot.Svg()));

    /// <summary>Of how many models and tasks a measure clearly rises in the last layer, of how many it falls, and of how many it was measured.</summary>
    public static IEnumerable<(string Name, int Rises, int Falls, int Of)> LastLayers(FindingsStudy study) => _drawn.Select(d =>
    {
        int[] signs =
        [
            .. study.PairChanges.Where(c => c.Measure == d.Measure && c.Source.Iso6393 != c.Target.Iso6393).GroupBy(c => (c.Task, c.Model))
                .Select(g => Mean(g.Where(c => c.Layer == g.Max(o => o.Layer)), c => c.Change)?.Sign ?? 0),
        ];
        return (d.Name, signs.Count(s => s > 0), signs.Count(s => s < 0), signs.Length);
    });

    static IEnumerable<(string File, string Title, LinePlot Plot)> Drawn(FindingsStudy study) =>
        from drawn in _drawn
        from model in study.PairChanges.Where(c => c.Measure == drawn.Measure && c.Source.Iso6393 != c.Target.Iso6393).GroupBy(c => c.Model).OrderBy(g => g.Key, StringComparer.Ordinal)
        let title = $"Change of {drawn.Name} by fine-tuning {model.Key}, by task"
        select ($"change-{drawn.Measure}-{model.Key}.svg", title, new LinePlot(title, "layer (0: the embeddings' output)",
        [
            .. model.GroupBy(c => c.Task).Select(task => (task.Key, (IReadOnlyList<Figure>)
                [.. task.GroupBy(c => c.Layer).OrderBy(g => g.Key).Select(layer => Mean(layer, c => c.Change)).OfType<Figure>()])).Where(s => s.Item2.Count > 0),
        ]));

    /// <summary>Measures by which languages clearly become more alike (1) or less (-1).</summary>
    static string[] Alike(PairChange[] pairs, int layer, int sign) =>
    [
        .. pairs.Where(c => c.Layer == layer).GroupBy(c => c.Measure).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Where(m => (Mean(m, c => c.Change)?.Sign ?? 0) * (_distances.Contains(m.Key) ? -1 : 1) == sign).Select(m => $"`{m.Key}`"),
    ];

    static string Listed(string[] names) => names.Length == 0 ? "none" : string.Join(", ", names);

    /// <summary>Says which of the models and tasks have no file of a kind.</summary>
    public static void Missing(Markdown page, IEnumerable<TaskMeasurability> tasks, string kind, IEnumerable<(string Task, string Model)> present)
    {
        foreach (IGrouping<string, TaskMeasurability> model in tasks.GroupBy(t => t.Model).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            string[] missing = [.. model.Select(t => t.Task).Distinct().Where(t => !present.Contains((t, model.Key)))];
            if (missing.Length > 0)
                page.Paragraph($"Not measured: data/changes has no {kind} of {model.Key} for {string.Join(", ", missing)}; "
                    + $"`python3 lab/changes.py --models {model.Key} --tasks {string.Join(',', missing)} --text DIR` measures them.");
        }
    }

    static Figure? Mean(IEnumerable<PairChange> pairs, Func<PairChange, double> value) =>
        GroupBootstrap.MeanOfBoth(pairs.Select(c => (c.Source.Code, c.Target.Iso6393, value(c))), FindingsOptions.Seed);
}
