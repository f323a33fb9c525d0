using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TransferPredict.Features;

namespace TransferPredict.Evaluate.Report;

/// <summary>The page: one HTML file with styles, scripts and data in it, so that it works from disk and asks no network for anything.</summary>
static class ReportPage
{
    const string DocsPage = "docs/report.md";

    static readonly string[] _styles = ["base.css", "controls.css", "charts.css"];

    static readonly string[] _libraries = ["d3.min.js", "plot.umd.min.js", "topojson-client.min.js"];

    /// <summary>The page's own scripts, in the order in which they need each other.</summary>
    static readonly string[] _scripts =
    [
        "data.js", "dom.js", "csv.js", "colors.js", "figure.js", "combobox.js", "linalg.js", "normal.js", "residuals.js", "belief.js", "conformal.js", "order.js", "reasons.js", "find.js", "matrix.js",
        "held-out.js", "accuracy.js", "spectra.js", "inside.js", "map.js", "app.js",
    ];

    // The default encoder escapes <, > and &: no text from a file can end the script that holds it.
    static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The page's text.</summary>
    /// <param name="content">What it shows.</param>
    /// <param name="docs">Address of the page that says how to read it, relative to where the page will lie; null where there is none.</param>
    public static string Text(ReportContent content, string? docs)
    {
        var page = new StringBuilder(Resource("page.html"));
        page.Replace("/* styles */", string.Join("\n", _styles.Select(Resource)));
        page.Replace("/* libraries */", Script(_libraries));
        page.Replace("/* scripts */", Script(_scripts));
        page.Replace("/* docs */", JsonSerializer.Serialize(docs));
        page.Replace("/* land */", Resource("land-110m.json"));
        page.Replace("/* content */", JsonSerializer.Serialize(content, _json)); // last: nothing is looked for in it
        return page.ToString();
    }

    /// <summary>Where the documentation lies as seen from a page; null where the repository has none.</summary>
    public static string? DocsFrom(ProjectRoot root, string page)
    {
        string docs = Path.Combine(root.Folder, DocsPage);
        return File.Exists(docs) ? Uri.EscapeDataString(Path.GetRelativePath(Path.GetDirectoryName(page)!, docs).Replace('\\', '/')).Replace("%2F", "/", StringComparison.Ordinal) : null;
    }

    static string Script(string[] names) => string.Join("\n", names.Select(Resource)).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}; expected it among its resources.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
