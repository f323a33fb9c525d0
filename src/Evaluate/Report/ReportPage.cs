using System.Net;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using TransferPredict.Features;

namespace TransferPredict.Evaluate.Report;

/// <summary>The page: one HTML file with styles, scripts, data and how to read it in it, so that it works from disk, can be sent, and asks no network for anything.</summary>
static class ReportPage
{
    const string DocsPage = "docs/report.md";

    static readonly string[] _styles = ["base.css", "controls.css", "charts.css"];

    static readonly string[] _libraries = ["d3.min.js", "plot.umd.min.js", "topojson-client.min.js"];

    /// <summary>The page's own scripts, in the order in which they need each other.</summary>
    static readonly string[] _scripts =
    [
        "data.js", "dom.js", "csv.js", "colors.js", "figure.js", "combobox.js", "linalg.js", "normal.js", "residuals.js", "belief.js", "conformal.js", "order.js", "reasons.js", "ranking.js", "find.js",
        "matrix.js", "held-out.js", "accuracy.js", "spectra.js", "inside.js", "map.js", "app.js",
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
        string libraries = Script(_libraries), scripts = $"(() => {{\n'use strict';\n{Script(_scripts)}\n}})();\n";
        var page = new StringBuilder(Resource("page.html"));
        page.Replace("script-src 'none'", $"script-src {HashOf(libraries)} {HashOf(scripts)}");
        page.Replace("/* styles */", string.Join("\n", _styles.Select(Resource)));
        page.Replace("<!-- licenses -->", WebUtility.HtmlEncode(Resource("licenses.txt")));
        page.Replace("<!-- read -->", string.Concat(Guide.Sections.Select(s => $"<template id=\"read-{s.Key}\">{s.Value}</template>\n")));
        page.Replace("/* libraries */", libraries);
        page.Replace("/* scripts */", scripts);
        page.Replace("/* docs */", JsonSerializer.Serialize(docs));
        page.Replace("/* land */", Resource("land-110m.json"));
        page.Replace("/* content */", JsonSerializer.Serialize(content, _json)); // last: nothing is looked for in it
        return page.ToString();
    }

    /// <summary>Where the documentation lies as seen from a page; null where the repository has none, or lies on another drive.</summary>
    public static string? DocsFrom(ProjectRoot root, string page)
    {
        string docs = Path.Combine(root.Folder, DocsPage), relative = Path.GetRelativePath(Path.GetDirectoryName(page)!, docs);
        return File.Exists(docs) && !Path.IsPathRooted(relative) ? Uri.EscapeDataString(relative.Replace('\\', '/')).Replace("%2F", "/", StringComparison.Ordinal) : null;
    }

    /// <summary>A file that the program was built with, its lines ending in a line feed.</summary>
    internal static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The program was built without {name}; expected it among its resources.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    static string Script(string[] names) => string.Join("\n", names.Select(Resource)).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase);

    /// <summary>By which the page's policy knows a script.</summary>
    static string HashOf(string script) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(script)))}'";
}
