using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace TransferPredict.Evaluate.Report;

/// <summary>How to read the report, section by section of docs/report.md, as HTML for the page itself.</summary>
static partial class Guide
{
    /// <summary>docs/report.md as the program was built with it.</summary>
    public const string Copy = "report.md";

    /// <summary>Heading to HTML, for the sections that have one.</summary>
    public static ImmutableSortedDictionary<string, string> Sections { get; } = Read(ReportPage.Resource(Copy));

    /// <summary>Renders every section: paragraphs, lists, tables, code, bold and italic; a link is its text, as the page may be sent without what it leads to.</summary>
    /// <param name="markdown">The text; headings of sections begin with "## ".</param>
    internal static ImmutableSortedDictionary<string, string> Read(string markdown) => markdown.Split("\n## ").Skip(1).Select(section => section.Split('\n', 2))
        .ToImmutableSortedDictionary(s => s[0].Trim(), s => string.Concat(s.ElementAtOrDefault(1)?.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(Block) ?? []), StringComparer.Ordinal);

    static string Block(string text)
    {
        string[] lines = text.Trim('\n').Split('\n');
        return lines switch
        {
            [""] => "",
            _ when lines[0].StartsWith("- ", StringComparison.Ordinal) => $"<ul>{string.Concat(Items(lines).Select(i => $"<li>{Inline(i)}</li>"))}</ul>",
            [var head, _, .. var rows] when head.StartsWith('|') => $"<table><thead>{Row(head, "th")}</thead><tbody>{string.Concat(rows.Select(r => Row(r, "td")))}</tbody></table>",
            _ when lines.All(l => l.StartsWith("    ", StringComparison.Ordinal)) => $"<pre>{WebUtility.HtmlEncode(string.Join('\n', lines.Select(l => l[4..])))}</pre>",
            _ => $"<p>{Inline(string.Join(' ', lines))}</p>",
        };
    }

    /// <summary>A line that does not begin an item goes on with the one before.</summary>
    static IEnumerable<string> Items(string[] lines) => string.Join('\n', lines).Split("\n- ").Select((item, i) => string.Join(' ', (i == 0 ? item[2..] : item).Split('\n').Select(l => l.Trim())));

    static string Row(string line, string cell) => $"<tr>{string.Concat(line.Trim().Trim('|').Split('|').Select(c => $"<{cell}>{Inline(c.Trim())}</{cell}>"))}</tr>";

    /// <summary>Code stays as it is; the rest is escaped before anything is read in it.</summary>
    static string Inline(string text)
    {
        var html = new StringBuilder();
        string[] parts = text.Split('`');
        for (int i = 0; i < parts.Length; i++)
        {
            string escaped = WebUtility.HtmlEncode(parts[i]);
            html.Append(i % 2 == 1 ? $"<code>{escaped}</code>" : Italic().Replace(Bold().Replace(Link().Replace(escaped, "$1"), "<strong>$1</strong>"), "<em>$1</em>"));
        }
        return html.ToString();
    }

    [GeneratedRegex(@"\[([^\]]+)\]\([^)]+\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Bold();

    [GeneratedRegex(@"\*([^*]+)\*")]
    private static partial Regex Italic();
}
