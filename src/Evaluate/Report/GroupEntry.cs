using System.Collections.Immutable;
using System.Globalization;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Report;

/// <summary>The errors on held-out targets that have something in common.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Targets">Number of target languages.</param>
/// <param name="Rows">Number of pairs.</param>
/// <param name="Mae">Mean absolute error with its interval by bootstrap over these targets.</param>
sealed record GroupEntry(string Name, int Targets, int Rows, double?[]? Mae)
{
    const string ResourceFeature = "lex.log_pretraining_sentences_target", Unknown = "not known";

    /// <summary>The errors by family, script and resources of the target: families and scripts of most targets first, resources from none up.</summary>
    /// <param name="rows">The rows of a study.</param>
    /// <param name="members">Those of one setting.</param>
    /// <param name="predictions">Their held-out predictions.</param>
    public static ImmutableSortedDictionary<string, ImmutableArray<GroupEntry>> All(TrainingRows rows, int[] members, Prediction[] predictions)
    {
        int resources = rows.FeatureNames.IndexOf(ResourceFeature);
        return new Dictionary<string, ImmutableArray<GroupEntry>>
        {
            ["family"] = MostFirst(By(i => rows.Groups[i].TargetFamily ?? Unknown)),
            ["script"] = MostFirst(By(i => rows.Languages.GetValueOrDefault(rows.Targets[i])?.Script ?? Unknown)),
            ["resources"] = resources < 0 ? [] : [.. By(i => Resources(rows.Row(i)[resources])).OrderBy(g => g.Least).Select(g => g.Entry)],
        }.ToImmutableSortedDictionary(StringComparer.Ordinal);

        // With the least amount of text of a target in it, not known last.
        (GroupEntry Entry, double Least)[] By(Func<int, string> of) =>
        [
            .. Enumerable.Range(0, members.Length).GroupBy(i => of(members[i])).OrderBy(g => g.Key, StringComparer.Ordinal).Select(group =>
            {
                AccuracyReport report = AccuracyReport.Of(group.Key, [.. group.Select(i => predictions[i])], ReportOptions.Seed);
                double least = resources < 0 ? 0 : group.Min(i => rows.Row(members[i])[resources] is var sentences && double.IsNaN(sentences) ? double.PositiveInfinity : sentences);
                return (new GroupEntry(group.Key, report.Targets, report.Rows, Compact.Figure(report.Metrics.Mae, report.Intervals[AccuracyMetrics.IndexOf("mae")])), least);
            }),
        ];

        static ImmutableArray<GroupEntry> MostFirst(IEnumerable<(GroupEntry Entry, double Least)> groups) => [.. groups.Select(g => g.Entry).OrderByDescending(g => g.Targets)];
    }

    /// <summary>How many sentences of a language the model was pre-trained on, by powers of ten.</summary>
    internal static string Resources(double logarithm)
    {
        if (double.IsNaN(logarithm))
            return Unknown;
        double power = Math.Floor(logarithm);
        return logarithm == 0 ? "no sentence" : string.Create(CultureInfo.InvariantCulture, $"{Math.Pow(10, power):N0} to {Math.Pow(10, power + 1):N0} sentences");
    }
}
