using System.Globalization;
using System.Text;
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

    public string Svg()
    {
        Figure[] all = [.. Series.SelectMany(s => s.Values)];
        double low = Math.Min(0, all.Min(f => f.Interval?.Low ?? f.Value)), high = Math.Max(0, all.Max(f => f.Interval?.High ?? f.Value)), last = Math.Max(1, Series.Max(s => s.Values.Count) - 1);
        double step = SvgText.Step((high - low) / Ticks), top = Math.Ceiling(high / step) * step, bottom = Math.Floor(low / step) * step;
        top = top > bottom ? top : bottom + step;
        double X(double x) => Left + x / last * (Width - Left - Right);
        double Y(double y) => Height - Bottom - (y - bottom) / (top - bottom) * (Height - Top - Bottom);

        var svg = new StringBuilder(SvgText.Open(Width, Height));
        svg.Append(SvgText.Of(Left, Top - 14, Title, "start", "font-size=\"14\""));
        for (int i = 0; i <= (int)Math.Round((top - bottom) / step); i++)
        {
            double value = bottom + i * step;
            svg.Append(SvgText.Line(Left, Y(value), Width - Right, Y(value), "#dddddd", 1)).Append(SvgText.Of(Left - 8, Y(value) + 4, (Math.Abs(value) < step / 2 ? 0 : value).ToString("0.###", CultureInfo.InvariantCulture), "end"));
        }
        for (int x = 0; x <= last; x++)
            svg.Append(SvgText.Of(X(x), Height - Bottom + 18, x.ToString(CultureInfo.InvariantCulture), "middle"));
        svg.Append(SvgText.Of((Left + Width - Right) / 2, Height - 10, Across, "middle"));
        for (int s = 0; s < Series.Count; s++)
        {
            string colour = SvgText.Colours[s % SvgText.Colours.Count];
            IReadOnlyList<Figure> values = Series[s].Values;
            svg.Append("<polyline fill=\"none\" stroke=\"").Append(colour).Append("\" stroke-width=\"2\" points=\"")
                .AppendJoin(' ', values.Select((f, i) => $"{SvgText.Place(X(i))},{SvgText.Place(Y(f.Value))}")).Append("\"/>\n");
            for (int i = 0; i < values.Count; i++)
            {
                if (values[i].Interval is { } interval)
                    svg.Append(SvgText.Line(X(i), Y(interval.Low), X(i), Y(interval.High), colour, 1.5));
                svg.Append(SvgText.Dot(X(i), Y(values[i].Value), colour));
            }
            double y = Top + 12 + 20 * s;
            svg.Append(SvgText.Line(Width - Right + 14, y, Width - Right + 34, y, colour, 2)).Append(SvgText.Of(Width - Right + 40, y + 4, Series[s].Name, "start"));
        }
        return svg.Append("</svg>\n").ToString();
    }
}
