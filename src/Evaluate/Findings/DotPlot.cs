using System.Globalization;
using System.Text;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Findings;

/// <summary>A small dot plot as SVG: one line a figure, a dot for its value, a bar for the 95 % interval, and a line at 0.</summary>
/// <param name="Title">What stands above.</param>
/// <param name="Across">What the horizontal axis is.</param>
/// <param name="Rows">Name and figure of each line, from the top.</param>
sealed record DotPlot(string Title, string Across, IReadOnlyList<(string Name, Figure Figure)> Rows)
{
    const double Width = 640, Left = 260, Right = 20, Top = 36, RowHeight = 20, Bottom = 48;
    const int Ticks = 5;

    public string Svg()
    {
        double low = Math.Min(0, Rows.Min(r => r.Figure.Interval?.Low ?? r.Figure.Value)), high = Math.Max(0, Rows.Max(r => r.Figure.Interval?.High ?? r.Figure.Value));
        double step = SvgText.Step((high - low) / Ticks), end = Math.Ceiling(high / step) * step, start = Math.Floor(low / step) * step;
        end = end > start ? end : start + step;
        double height = Top + RowHeight * Rows.Count + Bottom, axis = height - Bottom;
        double X(double x) => Left + (x - start) / (end - start) * (Width - Left - Right);

        var svg = new StringBuilder(SvgText.Open(Width, height));
        svg.Append(SvgText.Of(20, Top - 14, Title, "start", "font-size=\"14\""));
        for (int i = 0; i <= (int)Math.Round((end - start) / step); i++)
        {
            double value = start + i * step;
            bool isZero = Math.Abs(value) < step / 2;
            svg.Append(SvgText.Line(X(value), Top, X(value), axis, isZero ? "#666666" : "#dddddd", 1))
                .Append(SvgText.Of(X(value), axis + 18, (isZero ? 0 : value).ToString("0.####", CultureInfo.InvariantCulture), "middle"));
        }
        svg.Append(SvgText.Of((Left + Width - Right) / 2, height - 10, Across, "middle"));
        for (int i = 0; i < Rows.Count; i++)
        {
            (string name, Figure figure) = Rows[i];
            double y = Top + RowHeight * (i + 0.5);
            svg.Append(SvgText.Of(Left - 8, y + 4, name, "end"));
            if (figure.Interval is { } interval)
                svg.Append(SvgText.Line(X(interval.Low), y, X(interval.High), y, SvgText.Colours[0], 1.5));
            svg.Append(SvgText.Dot(X(figure.Value), y, SvgText.Colours[0]));
        }
        return svg.Append("</svg>\n").ToString();
    }
}
