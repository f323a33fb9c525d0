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
        page.Table(["task", "metric", "model", "pairs", "mean score", "majority", "shuffled", "noise of one run", "pairs measured twice", "measurable"], study.Tasks.Select(t => (string[])
        [
            t.Task, t.Metric, t.Model, Markdown.Whole(t.Pairs), Markdown.Number(t.MeanScore), Markdown.Number(t.Majority), Markdown.Number(t.Shuffled),
            Markdown.Number(t.Noise), Markdown.Whole(t.RepeatedPairs), Verdict(t.Verdict),
        ]));
        if (study.Tasks.Any(t => t.Verdict == Measurability.NotMeasurable))
            page.Paragraph("What is not measurable at this size is published as it was measured (data/scores). That is not to say that it is chance: two seeds may agree well. The default predictor does not learn from it, and "
                + "below only finding 2 (what fine-tuning changes) and the end of finding 4 are about it.");
        if (study.Tasks.Where(t => t.ShuffledPairs < t.MajorityPairs).ToArray() is { Length: > 0 } few)
            page.Paragraph($"Shuffled answers were kept of fewer pairs: {string.Join(", ", few.Select(t => $"{t.ShuffledPairs} of {t.MajorityPairs} of {t.Task}, {t.Model}"))}.");
        if (study.Leakage is { } leakage)
            page.Paragraph($"Sentiment's lines are often translations of each other. Of the test lines, over {leakage.Pairs} pairs of languages, {Markdown.Percent(leakage.Traceable)} can be followed through subtitle pairs, and {Markdown.Percent(leakage.Seen)} may "
                + "have trained the source's language in translation (any line that may be drawn counts, so fewer did): scores of sentiment are no clean transfer (data/baselines/sentiment.leakage.csv, `python3 lab/leakage.py`).");
        foreach (SettingFindings s in study.Settings.Where(s => s.Task.Verdict == Measurability.Unknown))
            page.Paragraph(s.Task.BetterBaseline is null
                ? $"{s.Title} is not judged: data/baselines has no {s.Task.Task}.{s.Task.Model}.csv with its runs; {Writing(s.Task.Task, s.Task.Model)}."
                : $"{s.Title} is not judged: no pair was measured with two seeds; `{Measuring(s.Task.Task, s.Task.Model)}` goes on measuring.");
        string[] models = [.. study.Tasks.Select(t => t.Model).Distinct().Order(StringComparer.Ordinal)];
        foreach (string model in models)
        {
            string[] missing = [.. _tasks.Where(t => t != "translation" && !study.Tasks.Any(s => s.Task == t && s.Model == model))];
            if (missing.Length > 0)
                page.Paragraph($"No scores of {model} yet: {string.Join(", ", missing)}; `{Measuring("TASK", model)}` measures them.");
        }
        if (!study.Tasks.Any(t => t.Task == "translation"))
            page.Paragraph("No scores of translation yet; `python3 lab/finetune_translation.py` measures them with mini-mt5, the one model that can write.");
    }

    static string Verdict(Measurability verdict) => verdict switch { Measurability.Measurable => "yes", Measurability.NotMeasurable => "no", _ => "not judged" };

    static string Writing(string task, string model) => task == "translation" ? $"`{Measuring(task, model)}` writes it beside the scores" : $"`{Measuring(task, model)} --again SOURCE,SOURCE` writes it";

    static string Measuring(string task, string model) => task == "translation" ? "python3 lab/finetune_translation.py" : $"python3 lab/finetune.py --model {model} --task {task}";
}
