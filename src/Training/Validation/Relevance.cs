namespace TransferPredict.Training.Validation;

/// <summary>What LambdaRank is told of a query: how much each source is worth by its place.</summary>
static class Relevance
{
    const int Highest = 10;

    /// <summary>10 for the best source, one less for each place below, 0 from place 11 on; ties share the better place.</summary>
    /// <param name="scores">The scores of the query's sources.</param>
    public static float[] Of(double[] scores) => [.. scores.Select(score => (float)Math.Max(0, Highest - scores.Count(s => s > score)))];
}
