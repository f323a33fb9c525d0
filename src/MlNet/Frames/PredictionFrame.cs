using System.Collections.Immutable;
using Deedle;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Frames;

/// <summary>Held-out predictions of one task and metric as a frame: a row a pair; columns actual, predicted, lower and upper.</summary>
public static class PredictionFrame
{
    const string Actual = "actual", Predicted = "predicted", Lower = "lower", Upper = "upper";

    /// <summary>Puts predictions into a frame.</summary>
    /// <param name="predictions">Predictions of one task and metric.</param>
    /// <exception cref="ArgumentException">A pair stands there twice.</exception>
    public static Frame<PairKey, string> ToFrame(this IEnumerable<Prediction> predictions)
    {
        Prediction[] all = [.. predictions];
        return PairFrame.Of([.. all.Select(KeyOf)],
        [
            (Actual, all.Select(p => p.Actual)), (Predicted, all.Select(p => p.Predicted)),
            (Lower, all.Select(p => p.Lower ?? double.NaN)), (Upper, all.Select(p => p.Upper ?? double.NaN)),
        ]);
    }

    /// <summary>Takes predictions out of a frame, in the order of its rows; the names of folds are not in frames.</summary>
    /// <param name="frame">A frame with the columns actual and predicted, and lower and upper where there are intervals.</param>
    /// <param name="task">Their task.</param>
    /// <param name="metric">Their metric.</param>
    /// <param name="languages">Resolves the languages.</param>
    /// <exception cref="ArgumentException">A column is missing.</exception>
    public static ImmutableArray<Prediction> FromFrame(Frame<PairKey, string> frame, string task, string metric, LanguageCatalog languages)
    {
        double[] actual = PairFrame.Numbers(frame, Actual), predicted = PairFrame.Numbers(frame, Predicted);
        double?[] lower = Ends(frame, Lower), upper = Ends(frame, Upper);
        return
        [
            .. frame.RowKeys.Select((pair, i) => new Prediction(
                $"{pair.Model}|{task}|{metric}|{pair.Target}", languages.ResolveOrUnlisted(pair.Target).Iso6393, pair.Source, actual[i], predicted[i], lower[i], upper[i])),
        ];
    }

    static PairKey KeyOf(Prediction prediction) =>
        prediction.Query.Split('|') is [var model, _, _, var target] ? new PairKey(model, prediction.Source, target)
        : throw new ArgumentException($"A prediction is of '{prediction.Query}'; expected model|task|metric|target.", nameof(prediction));

    static double?[] Ends(Frame<PairKey, string> frame, string column) => frame.ColumnKeys.Contains(column)
        ? [.. PairFrame.Numbers(frame, column).Select(v => double.IsNaN(v) ? (double?)null : v)] : new double?[frame.RowCount];
}
