using System.Globalization;
using System.Text;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>Text of a page as Markdown has it: paragraphs, tables, and figures that look the same everywhere.</summary>
sealed class Markdown
{
    /// <summary>What stands where there is no figure.</summary>
    public const string None = "-";

    const string Zero = "0.000";

    readonly StringBuilder _text = new();

    public Markdown Heading(int level, string text) => Paragraph($"{new string('#', level)} {text}");

    public Markdown Paragraph(string text)
    {
        if (_text.Length > 0)
            _text.Append('\n');
        _text.Append(text).Append('\n');
        return this;
    }

    public Markdown Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        _text.Append('\n').Append(Line(columns)).Append(Line([.. columns.Select(_ => "---")]));
        foreach (IReadOnlyList<string> row in rows)
            _text.Append(Line(row));
        return this;
    }

    public override string ToString() => _text.ToString();

    static string Line(IReadOnlyList<string> cells) => $"| {string.Join(" | ", cells.Select(c => c.Replace("|", "\\|", StringComparison.Ordinal)))} |\n";

    /// <summary>Three decimals; "-" where there is none; never "-0.000".</summary>
    public static string Number(double? value)
    {
        if (value is not { } number || !double.IsFinite(number))
            return None;
        string text = number.ToString("0.000", CultureInfo.InvariantCulture);
        return text == "-" + Zero ? Zero : text;
    }

    /// <summary>The same with its sign.</summary>
    public static string Signed(double? value)
    {
        string text = Number(value);
        return text is None or Zero || text[0] == '-' ? text : "+" + text;
    }

    /// <summary>A share in whole percent.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0} %");

    public static string Whole(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(Figure? figure) => figure is null ? None : Number(figure.Value) + Interval(figure.Interval);

    public static string Change(Figure? figure) => figure is null ? None : Signed(figure.Value) + Interval(figure.Interval);

    /// <summary>A list of points.</summary>
    public Markdown List(IEnumerable<string> lines)
    {
        _text.Append('\n');
        foreach (string line in lines)
            _text.Append("- ").Append(line).Append('\n');
        return this;
    }

    /// <summary>A plot in the page's folder of plots.</summary>
    public Markdown Plot(string plots, string file, string title) => Paragraph($"![{title}]({plots}/{file})");

    public static string Of(AccuracyReport report, string metric) =>
        report.Metrics[metric] is { } value ? Number(value) + Interval(report.Intervals[AccuracyMetrics.IndexOf(metric)]) : None;

    static string Interval(ConfidenceInterval? interval) => interval is { } i ? $" ({Number(i.Low)} to {Number(i.High)})" : "";
}
