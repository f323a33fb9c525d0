using TransferPredict.Training.Findings;

namespace TransferPredict.Evaluate.Findings;

/// <summary>The answers in one sentence each; the sections below say what they rest on.</summary>
static class DigestSection
{
    public static void Write(Markdown page, FindingsStudy study)
    {
        page.Heading(2, "In short");
        page.List(Sentences(study));
    }

    static IEnumerable<string> Sentences(FindingsStudy study)
    {
        if (study.Layers is { Length: > 0 } layers)
            yield return $"Do deeper layers align more? Of {layers.Length} measures and models, the last layer aligns more than layer 0 in {layers.Count(l => l.Rise.Sign > 0)} and less in {layers.Count(l => l.Rise.Sign < 0)}; "
                + $"the highest value lies in a layer between them in {layers.Count(l => l.Highest > 0 && l.Highest < l.Layers.Length - 1)}.";
        if (study.PairChanges.Length > 0)
            yield return $"Does fine-tuning raise alignment? In the last layer, of the models and tasks, {string.Join("; ", TuningSection.LastLayers(study).Select(m => $"{m.Name} clearly rises in {m.Rises} of {m.Of} and falls in {m.Falls}"))}.";
        if (study.Explained is { Length: > 0 } explained)
            yield return $"Does the change explain transfer? Of {explained.Length} correlations of a change with the score, {explained.Count(c => c.Change.Sign != 0)} have an interval that leaves 0 out, where {0.05 * explained.Length:0} would by chance.";
        if (study.Settings.Where(s => WorthSection.Strongest(s).Any()).ToArray() is { Length: > 0 } judged)
            yield return "What is each similarity worth alone? Strongest within targets, and strongest of the spectra: "
                + string.Join("; ", judged.Select(s => $"{s.Title}, `{WorthSection.Strongest(s).First().Feature}` ({Markdown.Change(WorthSection.Strongest(s).First().Within)}) and {WorthSection.SpectrumOf(s)}")) + ".";
        if (FamiliesSection.Counts(study) is { Figures: > 0 } families)
            yield return $"Do spectra add anything? Of {families.Figures} figures, adding them to lexical and linguistic features clearly improves {families.ToText.Better} and worsens {families.ToText.Worse}, adding them to all other families {families.ToRest.Better} and "
                + $"{families.ToRest.Worse}; other random draws alone improve {families.Draws.Better} and worsen {families.Draws.Worse}.";
        if (CombinedSection.Counts(study) is { Of: > 0 } combined)
            yield return $"The combined measure: learned weights order sources clearly better than default ones in {combined.Better} of {combined.Of} cases, worse in {combined.Worse} (NDCG@3, targets held out).";
    }
}
