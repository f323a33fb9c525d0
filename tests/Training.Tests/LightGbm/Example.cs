using TransferPredict.Training.LightGbm;

namespace TransferPredict.Training.Tests.LightGbm;

/// <summary>Seeded examples: y = 3 a - 2 b + 5 [c > 0.5] with a, b, c uniform in [0, 1).</summary>
sealed class Example
{
    public const int Columns = 3;

    public static readonly string[] Names = ["a", "b", "c"];

    public static readonly LightGbmParameters Parameters = new() { Iterations = 60, MinDataInLeaf = 5 };

    public Example(int rows = 1_000, int seed = 7)
    {
        var random = new Random(seed);
        Rows = rows;
        Values = [.. Enumerable.Range(0, rows * Columns).Select(_ => random.NextDouble())];
        Labels = [.. Enumerable.Range(0, rows).Select(row => (float)Truth(Values.AsSpan(row * Columns, Columns)))];
    }

    public int Rows { get; }

    public double[] Values { get; }

    public float[] Labels { get; }

    public LightGbmMatrix Matrix => new(Values, Rows, Columns);

    public static double Truth(ReadOnlySpan<double> row) => (3 * row[0]) - (2 * row[1]) + (row[2] > 0.5 ? 5 : 0);

    public LightGbmDataset Dataset(LightGbmParameters? parameters = null) =>
        LightGbmDataset.Create(Matrix, Labels, Names, parameters ?? Parameters);

    public LightGbmBooster Train(LightGbmParameters? parameters = null)
    {
        using LightGbmDataset dataset = Dataset(parameters);
        return LightGbmBooster.Train(dataset, parameters ?? Parameters);
    }

    public double MeanAbsoluteError(double[] predictions) =>
        predictions.Zip(Labels, (prediction, label) => Math.Abs(prediction - label)).Average();
}
