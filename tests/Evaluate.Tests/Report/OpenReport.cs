using System.Globalization;
using Microsoft.Playwright;

namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>A report open in the browser, which watches what the page asks for and says.</summary>
sealed class OpenReport : IAsyncDisposable
{
    const int Height = 900;

    readonly IBrowserContext _context;
    readonly List<string> _requests = [], _complaints = [];

    OpenReport(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    public static async Task<OpenReport> Of(IBrowser browser, string file, string view, int width, ColorScheme scheme)
    {
        IBrowserContext context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = Height },
            ColorScheme = scheme,
            AcceptDownloads = true,
        });
        var report = new OpenReport(context, await context.NewPageAsync());
        report.Page.Request += (_, request) => report._requests.Add(request.Url);
        report.Page.Console += (_, message) => report._complaints.Add($"{message.Type}: {message.Text}");
        report.Page.PageError += (_, error) => report._complaints.Add(error);
        await report.Page.GotoAsync($"file://{file}#{view}");
        return report;
    }

    /// <summary>Fails when the page asked for anything but itself, or said anything.</summary>
    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        Assert.Empty(_complaints);
        Assert.All(_requests, address => Assert.True(
            address.StartsWith("file:", StringComparison.Ordinal) && address.Contains("/report.html", StringComparison.Ordinal)
            || address.StartsWith("blob:", StringComparison.Ordinal) || address.StartsWith("data:", StringComparison.Ordinal), address));
    }

    public ILocator Find(string selector, string? text = null) => Page.Locator(selector, new PageLocatorOptions { HasText = text });

    /// <summary>Chooses a language in a search, by the keyboard.</summary>
    public async Task Choose(string id, string text)
    {
        await Find($"#{id}").ClickAsync();
        await Find($"#{id}").FillAsync(text);
        await Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Chooses from a list.</summary>
    public Task Pick(string label, string value) => Page.GetByRole(AriaRole.Combobox, new PageGetByRoleOptions { Name = label, Exact = true }).SelectOptionAsync(value);

    /// <summary>The rows of a chart's data, downloaded as a user does it.</summary>
    public async Task<Dictionary<string, string>[]> Csv(string chart)
    {
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => Find($"#{chart} footer button").ClickAsync());
        Assert.Equal($"{chart}.csv", download.SuggestedFilename);
        string[] lines = await File.ReadAllLinesAsync(await download.PathAsync());
        string[] names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary())];
    }

    public static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
