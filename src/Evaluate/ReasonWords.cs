using System.Globalization;
using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate;

/// <summary>A reason as a sentence: what the column measures, and how the source compares in it with the target's other sources.</summary>
static class ReasonWords
{
    public static string Of(Reason reason)
    {
        string words = FeatureWords.Of(reason.Feature) ?? reason.Feature;
        double same = 1 - reason.Lower - reason.Higher - reason.Unknown;
        if (double.IsNaN(reason.Value))
            return $"not known: {words.TrimEnd(',')}";
        if (FeatureWords.HoldsOrNot(reason.Feature))
            return $"{(reason.Value > 0 ? "" : "not ")}{words}, like {Percent(same)} of the other sources";
        if (reason.Unknown >= 1)
            return $"{words.TrimEnd(',')}: known for this source alone";
        if (reason.Lower == 0 && reason.Higher == 0)
            return $"{words.TrimEnd(',')}: the same for every source{(reason.Unknown > 0 ? " that has it" : "")}, but weighs differently with this one";
        return reason.Lower >= reason.Higher
            ? $"{words} is higher than for {Percent(reason.Lower)} of the other sources"
            : $"{words} is lower than for {Percent(reason.Higher)} of the other sources";
    }

    static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
