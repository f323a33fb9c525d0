namespace TransferPredict.Training.Scores;

/// <summary>Where scores lie: from 0 to 1.</summary>
public static class ScoreRange
{
    /// <summary>How near the ends a prediction is told as it is, one beyond them less and less.</summary>
    const double Edge = 0.001;

    /// <summary>
    /// A prediction of any size in [0, 1], in the same order: from 0.001 to 0.999 as it is; outside, the distance d to there leaves e^(-d / 0.001) of the
    /// last thousandth. Cutting them off would make all sources equal that are predicted to fail.
    /// </summary>
    /// <param name="predicted">A finite number.</param>
    public static double Into(double predicted) =>
        predicted < Edge ? Edge * Math.Exp((predicted - Edge) / Edge)
        : predicted > 1 - Edge ? 1 - Edge * Math.Exp((1 - Edge - predicted) / Edge)
        : predicted;
}
