using Deedle;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.FeatureTables;

namespace TransferPredict.MlNet.Frames;

/// <summary>Features as a frame: a row a pair, a column a feature.</summary>
public static class FeatureFrame
{
    /// <summary>Puts features into a frame.</summary>
    /// <param name="features">Features of pairs.</param>
    public static Frame<PairKey, string> ToFrame(this PairFeatures features)
    {
        PairKey[] pairs = [.. features.Pairs];
        return PairFrame.Of(pairs, features.Schema.Names.Select((name, i) => (name, pairs.Select(p => (double)features.Of(p)[i]))));
    }

    /// <summary>Puts a table's features into a frame; of a pair that stands there for several tasks, the first row's.</summary>
    public static Frame<PairKey, string> ToFrame(this IFeatureRows table) => PairFeatures.Of(table).ToFrame();

    /// <summary>Takes features out of a frame: all its columns, in their order.</summary>
    /// <param name="frame">A frame of numbers.</param>
    public static PairFeatures FromFrame(Frame<PairKey, string> frame)
    {
        double[][] columns = [.. frame.ColumnKeys.Select(c => PairFrame.Numbers(frame, c))];
        return PairFeatures.Of(TableSchema.Of([.. frame.ColumnKeys]), frame.RowKeys.Select((pair, row) => (pair, (float[])[.. columns.Select(c => (float)c[row])])));
    }
}
