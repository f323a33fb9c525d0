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
        page.Paragraph("Made by `dotnet run --project src/Evaluate -- findings` from the scores, baselines and features under data/; no figure is typed by hand. A difference whose 95 % interval holds 0 is no finding, "
            + "and is said to be none. With as many figures as here, one in twenty intervals misses the truth.");
        MeasurableSection.Write(page, study);
        DepthSection.Write(page, study, plots);
        TuningSection.Write(page, study);
        ExplainedSection.Write(page, study);
        WorthSection.Write(page, study);
        FamiliesSection.Write(page, study);
        CombinedSection.Write(page, study);
        return page.ToString();
    }
}
