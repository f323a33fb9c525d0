using System.Globalization;

namespace TransferPredict.Evaluate.Findings;

/// <summary>What the plots are drawn with: SVG elements, a line each.</summary>
static class SvgText
{
    /// <summary>Of Okabe and Ito: told apart by colour-blind readers too.</summary>
    public static IReadOnlyList<string> Colours { get; } = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"];

    /// <summary>The picture's beginning, with a white ground.</summary>
    public static string Open(double width, double height) => string.Create(CultureInfo.InvariantCulture,
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n");

    public static string Line(double x1, double y1, double x2, double y2, string colour, double width) => string.Create(CultureInfo.InvariantCulture,
        $"<line x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>\n");

    public static string Dot(double x, double y, string colour) => $"<circle cx=\"{Place(x)}\" cy=\"{Place(y)}\" r=\"3\" fill=\"{colour}\"/>\n";

    public static string Of(double x, double y, string text, string anchor, string more = "") => string.Create(CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\"{(more.Length > 0 ? " " + more : "")}>{System.Security.SecurityElement.Escape(text)}</text>\n");

    public static string Place(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>The round number (1, 2 or 5 times a power of ten) at or above a step between ticks.</summary>
    public static double Step(double raw)
    {
        if (!(raw > 0))
            return 0.1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw))), share = raw / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }
}
