using System.Globalization;
using System.Text;
using TransferPredict.Training.Findings;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>A small line plot as SVG: one line a series over whole numbers from 0, with bars for the 95 % intervals and a legend.</summary>
/// <param name="Title">What stands above.</param>
/// <param name="Across">What the horizontal axis is.</param>
/// <param name="Series">Name and values of each line.</param>
sealed record LinePlot(string Title, string Across, IReadOnlyList<(string Name, IReadOnlyList<Figure> Values)> Series)
{
    const double Width = 640, Height = 360, Left = 60, Right = 150, Top = 36, Bottom = 48;
    const int Ticks = 5;

    static readonly string[] _colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]; // Okabe and Ito: told apart by colour-blind readers too

    public string Svg()
    {
        Figure[] all = [.. Series.SelectMany(s => s.Values)];
        double low = Math.Min(0, all.Min(f => f.Interval?.Low ?? f.Value)), high = all.Max(f => f.Interval?.High ?? f.Value), last = Math.Max(1, Series.Max(s => s.Values.Count) - 1);
        double step = Step((high - low) / Ticks), top = Math.Ceiling(high / step) * step, bottom = Math.Floor(low / step) * step;
        top = top > bottom ? top : bottom + step;
        double X(double x) => Left + x / last * (Width - Left - Right);
        double Y(double y) => Height - Bottom - (y - bottom) / (top - bottom) * (Height - Top - Bottom);

        var svg = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"{Width}\" height=\"{Height}\" fill=\"#ffffff\"/>\n"));
        svg.Append(Text(Left, Top - 14, Title, "start", "font-size=\"14\""));
        for (int i = 0; i <= (int)Math.Round((top - bottom) / step); i++)
        {
            double value = bottom + i * step;
            svg.Append(Line(Left, Y(value), Width - Right, Y(value), "#dddddd", 1)).Append(Text(Left - 8, Y(value) + 4, value.ToString("0.###", CultureInfo.InvariantCulture), "end"));
        }
        for (int x = 0; x <= last; x++)
            svg.Append(Text(X(x), Height - Bottom + 18, x.ToString(CultureInfo.InvariantCulture), "middle"));
        svg.Append(Text((Left + Width - Right) / 2, Height - 10, Across, "middle"));
        for (int s = 0; s < Series.Count; s++)
        {
            string colour = _colours[s % _colours.Length];
            IReadOnlyList<Figure> values = Series[s].Values;
            svg.Append("<polyline fill=\"none\" stroke=\"").Append(colour).Append("\" stroke-width=\"2\" points=\"")
                .AppendJoin(' ', values.Select((f, i) => $"{Place(X(i))},{Place(Y(f.Value))}")).Append("\"/>\n");
            for (int i = 0; i < values.Count; i++)
            {
                if (values[i].Interval is { } interval)
                    svg.Append(Line(X(i), Y(interval.Low), X(i), Y(interval.High), colour, 1.5));
                svg.Append($"<circle cx=\"{Place(X(i))}\" cy=\"{Place(Y(values[i].Value))}\" r=\"3\" fill=\"{colour}\"/>\n");
            }
            double y = Top + 12 + 20 * s;
            svg.Append(Line(Width - Right + 14, y, Width - Right + 34, y, colour, 2)).Append(Text(Width - Right + 40, y + 4, Series[s].Name, "start"));
        }
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The round number (1, 2 or 5 times a power of ten) at or above a step.</summary>
    static double Step(double raw)
    {
        if (!(raw > 0))
            return 0.1;
        double power = Math.Pow(10, Math.Floor(Math.Log10(raw))), share = raw / power;
        return power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
    }

    static string Place(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);

    static string Line(double x1, double y1, double x2, double y2, string colour, double width) => string.Create(CultureInfo.InvariantCulture,
        $"<line x1=\"{x1:0.0}\" y1=\"{y1:0.0}\" x2=\"{x2:0.0}\" y2=\"{y2:0.0}\" stroke=\"{colour}\" stroke-width=\"{width}\"/>\n");

    static string Text(double x, double y, string text, string anchor, string more = "") => string.Create(CultureInfo.InvariantCulture,
        $"<text x=\"{x:0.0}\" y=\"{y:0.0}\" text-anchor=\"{anchor}\"{(more.Length > 0 ? " " + more : "")}>{System.Security.SecurityElement.Escape(text)}</text>\n");
}
