using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Which tasks can be measured at all.</summary>
static class MeasurableSection
{
    static readonly string[] _tasks = ["pos", "ner", "sentiment", "topic", "translation"];

    public static void Write(Markdown page, FindingsStudy study)
    {
        page.Heading(2, "Is the task measurable?");
        page.Paragraph("Mean zero-shot score over pairs of two languages (seeds averaged), beside what the same runs score without transfer: the commonest label everywhere "
            + "(majority), and the run's own answers given to other words or sentences (shuffled). Noise is the standard deviation of one run: the root mean square difference of two "
            + $"seeds' scores of one pair, over √2. Measurable: the mean exceeds the better baseline by more than {TaskMeasurability.NoiseMultiple:0} times that noise.");
        page.Table(["task", "metric", "model", "pairs", "mean score", "majority", "shuffled", "noise of one run", "pairs measured twice", "measurable"], study.Settings.Select(s => (string[])
        [
            s.Task.Task, s.Task.Metric, s.Task.Model, Markdown.Whole(s.Task.Pairs), Markdown.Number(s.Task.MeanScore), Markdown.Number(s.Task.Majority), Markdown.Number(s.Task.Shuffled),
            Markdown.Number(s.Task.Noise), Markdown.Whole(s.Task.RepeatedPairs), Verdict(s.Task.Verdict),
        ]));
        foreach (SettingFindings s in study.Settings.Where(s => s.Task.Verdict == Measurability.Unknown))
            page.Paragraph(s.Task.BetterBaseline is null
                ? $"{s.Title} is not judged: data/baselines has no {s.Task.Task}.{s.Task.Model}.csv with its runs; `{Measuring(s.Task.Task, s.Task.Model)} --again SOURCE,SOURCE` writes it."
                : $"{s.Title} is not judged: no pair was measured with two seeds; `{Measuring(s.Task.Task, s.Task.Model)}` goes on measuring.");
        string[] models = [.. study.Settings.Select(s => s.Task.Model).Distinct().Order(StringComparer.Ordinal)];
        foreach (string model in models)
        {
            string[] missing = [.. _tasks.Where(t => t != "translation" && !study.Settings.Any(s => s.Task.Task == t && s.Task.Model == model))];
            if (missing.Length > 0)
                page.Paragraph($"No scores of {model} yet: {string.Join(", ", missing)}; `{Measuring("TASK", model)}` measures them.");
        }
        if (!study.Settings.Any(s => s.Task.Task == "translation"))
            page.Paragraph("No scores of translation yet; `python3 lab/finetune_translation.py` measures them with mini-mt5, the one model that can write.");
    }

    static string Verdict(Measurability verdict) => verdict switch { Measurability.Measurable => "yes", Measurability.NotMeasurable => "no", _ => "not judged" };

    static string Measuring(string task, string model) => task == "translation" ? "python3 lab/finetune_translation.py" : $"python3 lab/finetune.py --model {model} --task {task}";
}
