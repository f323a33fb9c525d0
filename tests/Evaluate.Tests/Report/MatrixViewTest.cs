using Microsoft.Playwright;

namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>The matrix: measured, predicted, their difference, in two orders, by mouse and by keyboard.</summary>
[Collection(ReportCollection.Name)]
public class MatrixViewTest(ReportFixture fixture)
{
    [FactIfBrowser]
    public async Task MeasuredScoresAreThoseOfTheFiles_SeedsAveraged()
    {
        await using OpenReport page = await fixture.Open("matrix");
        Dictionary<(string, string), double> measured = Scores(fixture.Repository.ScoresFile);
        Dictionary<string, string>[] cells = await page.Csv("heatmap");
        Assert.Equal(measured.Count, cells.Count(c => c["measured"] != ""));
        foreach (Dictionary<string, string> cell in cells.Where(c => c["measured"] != ""))
        {
            Assert.Equal(measured[(cell["source"], cell["target"])], OpenReport.Number(cell["measured"]), 1e-5);
            Assert.Equal(OpenReport.Number(cell["predicted"]) - OpenReport.Number(cell["measured"]), OpenReport.Number(cell["difference"]), 2e-5);
        }
    }

    [FactIfBrowser]
    public async Task PairsNeverMeasuredArePredicted()
    {
        await using OpenReport page = await fixture.Open("matrix");
        await page.Find("#task").SelectOptionAsync("ner|f1");
        Dictionary<string, string>[] unmeasured = [.. (await page.Csv("heatmap")).Where(c => c["measured"] == "" && c["source"].Split('_')[0] != c["target"].Split('_')[0])];
        Assert.NotEmpty(unmeasured);
        Assert.All(unmeasured, c => Assert.InRange(OpenReport.Number(c["predicted"]), 0.001, 1));
        Assert.All(unmeasured, c => Assert.Equal("", c["difference"]));
    }

    [FactIfBrowser]
    public async Task SwitchesOfValueAndOrder()
    {
        await using OpenReport page = await fixture.Open("matrix");
        string measured = await page.Find("#heatmap .scroller svg").InnerHTMLAsync();
        await page.Pick("Show", "difference");
        Assert.NotEqual(measured, await page.Find("#heatmap .scroller svg").InnerHTMLAsync());
        Assert.Contains("less measured", await page.Find("#heatmap .says").InnerTextAsync(), StringComparison.Ordinal);
        string[] byFamily = [.. (await page.Csv("heatmap")).Select(c => c["source"]).Distinct()];
        await page.Pick("Order", "similarity");
        string[] bySimilarity = [.. (await page.Csv("heatmap")).Select(c => c["source"]).Distinct()];
        Assert.NotEqual(byFamily, bySimilarity);
        Assert.Equal(byFamily.Order(), bySimilarity.Order());
    }

    [FactIfBrowser]
    public async Task EveryCellTellsItsPair_ByKeyboardAndByMouse()
    {
        await using OpenReport page = await fixture.Open("matrix");
        Dictionary<string, string>[] cells = await page.Csv("heatmap");
        int columns = cells.Select(c => c["target"]).Distinct().Count();
        await page.Find("#heatmap .scroller").FocusAsync();
        foreach (string key in (string[])["ArrowDown", "ArrowDown", "ArrowRight"])
            await page.Page.Keyboard.PressAsync(key);
        Dictionary<string, string> cell = cells[2 * columns + 1];
        string told = await page.Find("#view-matrix .readout").InnerTextAsync();
        Assert.Contains($"({cell["source"]}) for ", told, StringComparison.Ordinal);
        Assert.Contains($"({cell["target"]})", told, StringComparison.Ordinal);
        ILocator first = page.Find("#heatmap .scroller rect").First;
        await first.HoverAsync();
        string tooltip = await page.Find(".tooltip").InnerTextAsync();
        Assert.Contains($"({cells[0]["source"]}) for ", tooltip, StringComparison.Ordinal);
        Assert.Contains("predicted", tooltip, StringComparison.Ordinal);
    }

    static Dictionary<(string, string), double> Scores(string file) => File.ReadLines(file).Skip(1).Select(l => l.Split(',')).Where(c => c[3].Split('_')[0] != c[4].Split('_')[0])
        .GroupBy(c => (c[3], c[4]), c => OpenReport.Number(c[5])).ToDictionary(g => g.Key, g => g.Average());
}
