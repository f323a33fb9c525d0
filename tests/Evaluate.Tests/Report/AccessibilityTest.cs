using System.Text.Json;
using Microsoft.Playwright;

namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>What axe-core finds, and what the page is like on a phone and by keyboard.</summary>
[Collection(ReportCollection.Name)]
public class AccessibilityTest(ReportFixture fixture)
{
    const int Phone = 390, Wide = 1440;

    static readonly string[] _views = ["find", "matrix", "accuracy", "inside", "map"];

    [FactIfBrowser]
    public Task PassesAxeInLight() => PassesAxe(Wide, ColorScheme.Light);

    [FactIfBrowser]
    public Task PassesAxeInDark_OnAPhone() => PassesAxe(Phone, ColorScheme.Dark);

    [FactIfBrowser]
    public async Task NothingIsWiderThanAPhone()
    {
        await using OpenReport page = await fixture.Open("find", Phone);
        foreach (string view in _views)
        {
            await page.Find($"nav a[href='#{view}']").ClickAsync();
            await page.Find($"#view-{view} .chart svg, #view-{view} .chart table").First.WaitForAsync();
            Assert.Equal(Phone, await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    [FactIfBrowser]
    public async Task EveryChartHasASentence_ACsvButton_AndALinkToReadOn()
    {
        await using OpenReport page = await fixture.Open();
        foreach (string view in _views)
        {
            await page.Find($"nav a[href='#{view}']").ClickAsync();
            foreach (ILocator chart in await page.Find($"#view-{view} .chart").AllAsync())
            {
                Assert.EndsWith(".", await chart.Locator(".says").InnerTextAsync(), StringComparison.Ordinal);
                Assert.StartsWith("docs/report.md#", await chart.Locator("footer a").GetAttributeAsync("href"), StringComparison.Ordinal);
                Assert.StartsWith("Download CSV", await chart.Locator("footer button").InnerTextAsync(), StringComparison.Ordinal);
            }
        }
    }

    async Task PassesAxe(int width, ColorScheme scheme)
    {
        await using OpenReport page = await fixture.Open("find", width, scheme);
        // The page's own policy lets no script in from outside; the browser's debugger may.
        await page.Page.EvaluateAsync(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "axe.min.js")) + "; 0");
        foreach (string view in _views)
        {
            await page.Find($"nav a[href='#{view}']").ClickAsync();
            await page.Find($"#view-{view} .chart svg, #view-{view} .chart table").First.WaitForAsync();
            JsonElement found = await page.Page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(' ')}`)");
            Assert.Equal([], found.EnumerateArray().Select(v => $"{view}: {v.GetString()}"));
        }
    }
}
