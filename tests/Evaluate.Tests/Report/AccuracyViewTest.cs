namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>How good is it: figures beside each other agree with the held-out predictions that the page itself gives.</summary>
[Collection(ReportCollection.Name)]
public class AccuracyViewTest(ReportFixture fixture)
{
    [FactIfBrowser]
    public async Task FiguresFollowFromThePredictions()
    {
        await using OpenReport page = await fixture.Open("accuracy");
        (double Measured, double Predicted)[] pairs = [.. (await page.Csv("scatter")).Select(p => (OpenReport.Number(p["measured"]), OpenReport.Number(p["predicted"])))];
        Dictionary<string, string>[] rmse = await page.Csv("baselines");
        Assert.Equal(pairs.Length.ToString(), rmse[0]["pairs"]);
        Assert.Equal(Math.Sqrt(pairs.Average(p => Math.Pow(p.Measured - p.Predicted, 2))), OpenReport.Number(rmse[0]["value"]), 1e-4);
        Assert.Equal(Math.Sqrt(pairs.Average(p => Math.Pow(p.Measured - pairs.Average(q => q.Measured), 2))), OpenReport.Number(rmse.Single(r => r["way"] == "mean score")["value"]), 0.02); // the mean of the other folds
        Assert.Contains(rmse, r => r["way"] == "noise ceiling (second seed)");
        Assert.All(rmse, r => Assert.InRange(OpenReport.Number(r["value"]), OpenReport.Number(r["low"]), OpenReport.Number(r["high"])));
        await page.Pick("Figure", "mae");
        double mae = pairs.Average(p => Math.Abs(p.Measured - p.Predicted));
        Assert.Equal(mae, OpenReport.Number((await page.Csv("baselines"))[0]["value"]), 1e-4);
        foreach (string by in (string[])["family", "script"])
        {
            await page.Pick("Targets by", by);
            Dictionary<string, string>[] groups = await page.Csv("groups");
            Assert.Equal(pairs.Length, groups.Sum(g => OpenReport.Number(g["pairs"])));
            Assert.Equal(mae, groups.Sum(g => OpenReport.Number(g["pairs"]) * OpenReport.Number(g["mae"])) / pairs.Length, 1e-4);
        }
    }

    [FactIfBrowser]
    public async Task RankingFiguresHaveEnglishAndLambdaRank()
    {
        await using OpenReport page = await fixture.Open("accuracy");
        await page.Pick("Figure", "spearman");
        Dictionary<string, string>[] rows = await page.Csv("baselines");
        Assert.Contains(rows, r => r["way"] == "LambdaRank");
        Assert.Equal("LightGBM", rows[0]["way"]);
    }

    [FactIfBrowser]
    public async Task CoverageGrowsWithTheLevel_AndEveryFamilyIsLeftOutOnce()
    {
        await using OpenReport page = await fixture.Open("accuracy");
        double[] coverage = [.. (await page.Csv("calibration")).Select(c => OpenReport.Number(c["coverage"]))];
        Assert.Equal(coverage.Order(), coverage);
        Dictionary<string, string>[] families = await page.Csv("families");
        Assert.Equal(["concept", "esd", "lex", "ling", "rep", "ww"], families.Select(f => f["family"]).Order());
        Assert.All(families, f => Assert.InRange(OpenReport.Number(f["change"]), OpenReport.Number(f["low"]) - 1e-6, OpenReport.Number(f["high"]) + 1e-6));
    }
}
