using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Probing;

/// <summary>Updates predictions of targets by those of their scores that are known, with errors that go together as they did where targets were held out.</summary>
/// <param name="training">Rows whose errors are known.</param>
/// <param name="residuals">Score minus held-out prediction of each.</param>
sealed class KnownScoreUpdate(TrainingRows training, double[] residuals)
{
    readonly ILookup<string, int> _bySetting = Enumerable.Range(0, training.Count).ToLookup(i => training.Groups[i].Setting);

    /// <summary>Updates predictions in place, each query for itself; those of queries without a known score stay.</summary>
    /// <param name="predicted">A prediction a row.</param>
    /// <param name="rows">The rows; the scores that are not NaN are known.</param>
    public void Apply(double[] predicted, TrainingRows rows)
    {
        foreach (IGrouping<string, int> setting in Enumerable.Range(0, rows.Count).GroupBy(i => rows.Groups[i].Setting))
        {
            if (!setting.Any(i => IsKnown(rows, i)))
                continue;
            // A setting that training never saw has the errors of all.
            int[] learned = _bySetting.Contains(setting.Key) ? [.. _bySetting[setting.Key]] : [.. Enumerable.Range(0, training.Count)];
            Dictionary<string, int> places = PlacesOf(learned.Select(i => training.Sources[i]).Concat(setting.Select(i => rows.Sources[i])));
            ResidualModel model = ResidualModel.Fit(Matrix(learned, places), places.Count);
            foreach (IGrouping<string, int> query in setting.GroupBy(rows.Query).Where(q => q.Any(i => IsKnown(rows, i))))
                Update(predicted, rows, [.. query], model, places);
        }
    }

    static bool IsKnown(TrainingRows rows, int row) => !double.IsNaN(rows.Scores[row]);

    static void Update(double[] predicted, TrainingRows rows, int[] query, ResidualModel model, Dictionary<string, int> places)
    {
        int n = query.Length;
        double[] covariance = new double[n * n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                covariance[i * n + j] = model.Covariance[places[rows.Sources[query[i]]] * places.Count + places[rows.Sources[query[j]]]];
        ScoreBelief belief = new ScoreBelief([.. query.Select(i => predicted[i])], covariance)
            .Given(Enumerable.Range(0, n).Where(i => IsKnown(rows, query[i])).Select(i => new Probe(i, rows.Scores[query[i]])));
        for (int i = 0; i < n; i++)
            predicted[query[i]] = ScoreRange.Into(belief.Mean[i]);
    }

    /// <summary>Sources in the order in which they come, whatever they are called.</summary>
    static Dictionary<string, int> PlacesOf(IEnumerable<string> sources) => sources.Distinct().Select((source, i) => (source, i)).ToDictionary(s => s.source, s => s.i);

    /// <summary>Targets x sources.</summary>
    double[] Matrix(int[] learned, Dictionary<string, int> places)
    {
        Dictionary<string, int> targets = PlacesOf(learned.Select(training.Query));
        double[] matrix = new double[targets.Count * places.Count];
        Array.Fill(matrix, double.NaN);
        foreach (int i in learned)
            matrix[targets[training.Query(i)] * places.Count + places[training.Sources[i]]] = residuals[i];
        return matrix;
    }
}
