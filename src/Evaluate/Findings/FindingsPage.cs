namespace TransferPredict.Evaluate.Findings;

/// <summary>The page of findings and its plots.</summary>
static class FindingsPage
{
    /// <summary>The page.</summary>
    /// <param name="study">What was found.</param>
    /// <param name="plots">Folder of the plots, as the page refers to it.</param>
    public static string Text(FindingsStudy study, string plots)
    {
        var page = new Markdown();
        page.Heading(1, "Findings");
        string folds = study.Options.Folds == FindingsOptions.DefaultFolds ? "" : $" --folds {study.Options.Folds}";
        page.Paragraph($"Made by `dotnet run --project src/Evaluate -- findings{folds}` from the scores, baselines and features under data/; no figure is typed by hand. A difference whose 95 % interval holds 0 is no finding, "
            + "and is said to be none. With as many figures as here, one in twenty intervals misses the truth.");
        if (study.ModelBytes.Count > 0)
            page.Paragraph($"The models are small ({string.Join(", ", study.ModelBytes.Select(m => FormattableString.Invariant($"{m.Key}: {m.Value / 1e6:0} MB of ONNX")))}) and have read little text: they have the architectures of mBERT, XLM-R and mT5, not their quality. "
                + "What is found here holds of them; whether it does of the real ones, the same command tells of their scores and features ([real-models.md](real-models.md)).");
        DigestSection.Write(page, study);
        MeasurableSection.Write(page, study);
        DepthSection.Write(page, study, plots);
        TuningSection.Write(page, study, plots);
        WeightsSection.Write(page, study);
        ExplainedSection.Write(page, study, plots);
        WorthSection.Write(page, study, plots);
        FamiliesSection.Write(page, study, plots);
        CombinedSection.Write(page, study, plots);
        return page.ToString();
    }

    /// <summary>Name of the file and text of every plot that the page shows.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(FindingsStudy study) =>
    [
        .. DepthSection.Plots(study), .. TuningSection.Plots(study), .. ExplainedSection.Plots(study), .. WorthSection.Plots(study), .. FamiliesSection.Plots(study), .. CombinedSection.Plots(study),
    ];
}
