using System.Globalization;
using TransferPredict.Features.Tables;

namespace TransferPredict.Evaluate;

/// <summary>A ranking as data: JSON and CSV have the same names, and null or an empty cell where there is nothing.</summary>
static class RankingData
{
    /// <summary>What JSON shall hold.</summary>
    public static object Json(Ranking ranking, RankingRequest request, RankingQuestions questions, IEnumerable<RankedSource> shown) => new
    {
        Target = ranking.Target.Code,
        request.Task,
        ranking.Metric,
        request.Model,
        questions.Level,
        Ranked = ranking.Sources.Length,
        Suggested = ranking.Suggested?.Source.Code,
        Chosen = ranking.Sources.Where(s => s.Chosen is not null).OrderBy(s => s.Chosen).Select(s => s.Source.Code),
        Sources = shown.Select(s => new
        {
            s.Rank,
            Source = s.Source.Code,
            s.Predicted,
            s.Lower,
            s.Upper,
            s.Measured,
            s.Known,
            s.Tied,
            s.Gain,
            s.Chosen,
            s.Union,
        }),
    };

    /// <summary>The lines of CSV.</summary>
    public static IEnumerable<string> Csv(IEnumerable<RankedSource> shown) => shown.Select(s => string.Join(',',
        s.Rank, s.Source.Code, CsvCell.Of(s.Predicted), CsvCell.Of(s.Lower), CsvCell.Of(s.Upper), Cell(s.Measured), Cell(s.Known),
        s.Tied switch { true => "true", false => "false", null => "" }, Cell(s.Gain), s.Chosen?.ToString(CultureInfo.InvariantCulture) ?? "", Cell(s.Union)))
        .Prepend("rank,source,predicted,lower,upper,measured,known,tied,gain,chosen,union");

    static string Cell(double? value) => CsvCell.Of(value ?? double.NaN);
}
