using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Validation;

/// <summary>
/// The plain twin of <see cref="QueryRanking"/>: goes through every order of the sources, keeps those that the predictions allow, and
/// averages what each is worth. For a handful of sources only.
/// </summary>
static class SlowRanking
{
    public static QueryRanking Of(double[] actual, double[] predicted)
    {
        int n = actual.Length;
        int[][] allowed = [.. Permutations([.. Enumerable.Range(0, n)]).Where(order => Enumerable.Range(1, n - 1).All(p => predicted[order[p - 1]] >= predicted[order[p]]))];
        return new QueryRanking(
            Spearman(actual, predicted),
            allowed.Average(o => Ndcg(actual, o, 1)), allowed.Average(o => Ndcg(actual, o, 3)), allowed.Average(o => Ndcg(actual, o, 5)),
            allowed.Average(o => actual.Max() - actual[o[0]]),
            allowed.Average(o => o.Take(3).Any(i => actual[i] == actual.Max()) ? 1.0 : 0.0));
    }

    static double Ndcg(double[] actual, int[] order, int k)
    {
        int[] ideal = [.. Enumerable.Range(0, actual.Length).OrderByDescending(i => actual[i])];
        return Dcg(order) / Dcg(ideal);

        double Dcg(int[] by) => by.Take(k).Select((source, position) => (Math.Pow(2, Relevance(source)) - 1) / Math.Log2(position + 1 + 1)).Sum();

        double Relevance(int source) => Math.Max(0, 11 - (1 + actual.Count(other => other > actual[source])));
    }

    static double Spearman(double[] a, double[] b)
    {
        double[] x = [.. a.Select(v => MeanRank(a, v))], y = [.. b.Select(v => MeanRank(b, v))];
        double mx = x.Average(), my = y.Average();
        double sx = Math.Sqrt(x.Sum(v => (v - mx) * (v - mx))), sy = Math.Sqrt(y.Sum(v => (v - my) * (v - my)));
        return sx == 0 || sy == 0 ? 0 : x.Zip(y, (p, q) => (p - mx) * (q - my)).Sum() / sx / sy;
    }

    static double MeanRank(double[] values, double value) => values.Count(v => v < value) + (values.Count(v => v == value) + 1) / 2.0;

    static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany(first => Permutations([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
