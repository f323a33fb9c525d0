using System.Text.Json;
using Microsoft.Playwright;

namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>What axe-core finds, and what the page is like on a phone and by keyboard.</summary>
[Collection(ReportCollection.Name)]
public class AccessibilityTest(ReportFixture fixture)
{
    const string Widest = "[...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth).map((e) => `${e.tagName} ${e.className.baseVal ?? e.className}`).slice(0, 12).join(', ')";
    const int Phone = 390, SmallPhone = 320, Wide = 1440;

    static readonly string[] _views = ["find", "matrix", "accuracy", "inside", "map"];

    [FactIfBrowser]
    public Task PassesAxeInLight() => PassesAxe(Wide, ColorScheme.Light);

    [FactIfBrowser]
    public Task PassesAxeInDark_OnAPhone() => PassesAxe(Phone, ColorScheme.Dark);

    [FactIfBrowser]
    public async Task NothingIsWiderThanAPhone()
    {
        await NothingIsWiderThan(Phone);
        await NothingIsWiderThan(SmallPhone);
    }

    async Task NothingIsWiderThan(int phone)
    {
        await using OpenReport page = await fixture.Open("find", phone);
        foreach (string view in _views)
        {
            await page.Find($"nav a[href='#{view}']").ClickAsync();
            await page.Find($"#view-{view} .chart svg, #view-{view} .chart table").First.WaitForAsync();
            // Names of matrices are as long as this.
            await page.Page.EvaluateAsync("() => document.querySelectorAll('select option').forEach((option) => { option.textContent += ' encoder.layer.0.attention.output.dense.weight'; })");
            int width = await page.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
            Assert.True(width == phone, $"{view} is {width} pixels wide, expected {phone}: {await page.Page.EvaluateAsync<string>(Widest)}");
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
                Assert.EndsWith(".", await chart.Locator(".says:not(:empty)").InnerTextAsync(), StringComparison.Ordinal); // waits until the chart is drawn
                Assert.StartsWith("docs/report.md#", await chart.Locator("footer a").GetAttributeAsync("href"), StringComparison.Ordinal);
                Assert.StartsWith("Download CSV", await chart.Locator("footer button").InnerTextAsync(), StringComparison.Ordinal);
            }
        }
    }

    [FactIfBrowser]
    public async Task TheSkipLinkKeepsTheView_AndSoDoesAnAddressOfNone()
    {
        await using OpenReport page = await fixture.Open("matrix");
        await page.Page.Keyboard.PressAsync("Tab");
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        foreach (string address in (string[])["main", "constructor", ""])
        {
            await page.Page.EvaluateAsync($"location.hash = '{address}'");
            Assert.True(await page.Find("#view-matrix").IsVisibleAsync());
        }
    }

    [FactIfBrowser]
    public async Task ShowAllKeepsTheFocus_AndNamesTheWayBack()
    {
        await using OpenReport page = await fixture.Open();
        // The small repository has fewer sources than are shown at first.
        await page.Page.EvaluateAsync("document.querySelector('#ranking .more').hidden = false");
        ILocator more = page.Find("#ranking .more");
        await more.FocusAsync();
        await page.Page.Keyboard.PressAsync("Enter");
        Assert.StartsWith("Show the first ", await more.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("more", await page.Page.EvaluateAsync<string>("document.activeElement.className"));
    }

    [FactIfBrowser]
    public async Task AChartTellsItsValuesAsATable_AndHowToReadIt()
    {
        await using OpenReport page = await fixture.Open("accuracy");
        await page.Find("#calibration summary", "Show as table").ClickAsync();
        Assert.Equal(1 + (await page.Csv("calibration")).Length, await page.Find("#calibration table.data tr").CountAsync());
        await page.Find("#calibration summary", "How to read this").ClickAsync();
        string text = await page.Find("#calibration .guide").InnerTextAsync();
        Assert.Contains("each target's interval from the other targets' errors", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Predicted against measured", text, StringComparison.Ordinal);
    }

    [FactIfBrowser]
    public async Task OnAPhoneIntervalsStandBeneathTheName()
    {
        await using OpenReport page = await fixture.Open("find", Phone);
        Dictionary<string, string> first = (await page.Csv("ranking"))[0];
        Assert.Contains(FormattableString.Invariant($"{OpenReport.Number(first["lower"]):0.000} to {OpenReport.Number(first["upper"]):0.000}"), await page.Find("#ranking .narrow").First.InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Find("#ranking .narrow").First.IsVisibleAsync());
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
            foreach (ILocator summary in await page.Find($"#view-{view} .chart summary").AllAsync())
                await summary.ClickAsync();
            JsonElement found = await page.Page.EvaluateAsync<JsonElement>("async () => (await axe.run()).violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html).join(' ')}`)");
            Assert.Equal([], found.EnumerateArray().Select(v => $"{view}: {v.GetString()}"));
        }
    }
}
