using TransferPredict.Training.Findings;

namespace TransferPredict.Training.Tests.Findings;

public sealed class NonNegativeLeastSquaresTest
{
    [Fact]
    public void Solve_RecoversPlantedWeights()
    {
        double[][] columns = Columns(seed: 1, count: 3, rows: 40);
        double[] y = [.. Enumerable.Range(0, 40).Select(i => 2 * columns[0][i] + 0.5 * columns[2][i])];
        double[] found = NonNegativeLeastSquares.Solve(columns, y);
        Assert.Equal(2, found[0], 10);
        Assert.Equal(0, found[1], 10);
        Assert.Equal(0.5, found[2], 10);
    }

    [Fact]
    public void Solve_ANegativeWeightBecomesZeroAndTheOthersAreFittedAnew()
    {
        // By hand: x = (1, 0, 1), z = (0, 1, 1), y = (3, -1, 2) is 3x - z; with z left out x'y / x'x = 5/2.
        double[] found = NonNegativeLeastSquares.Solve([[1, 0, 1], [0, 1, 1]], [3, -1, 2]);
        Assert.Equal([2.5, 0], found);
    }

    [Fact]
    public void Solve_WhereNothingHelpsAllAreZero() => Assert.Equal([0.0, 0], NonNegativeLeastSquares.Solve([[1, 2], [1, 1]], [-1, -1]));

    [Fact]
    public void Solve_TakesOneOfTwoEqualColumns()
    {
        double[] found = NonNegativeLeastSquares.Solve([[1, 2, 3], [1, 2, 3]], [2, 4, 6]);
        Assert.Equal(2, found.Sum(), 10);
    }

    [Fact]
    public void Solve_NoOtherPointIsBetter()
    {
        var random = new Random(7);
        for (int trial = 0; trial < 20; trial++)
        {
            double[][] columns = Columns(trial, 3, 12);
            double[] y = [.. Enumerable.Range(0, 12).Select(_ => random.NextDouble() * 2 - 1)], best = NonNegativeLeastSquares.Solve(columns, y);
            for (int other = 0; other < 200; other++)
            {
                double[] near = [.. best.Select(w => Math.Max(0, w + (random.NextDouble() - 0.5) * 0.3))];
                Assert.True(Error(columns, y, best) <= Error(columns, y, near) + 1e-12);
            }
        }
    }

    static double Error(double[][] columns, double[] y, double[] weights) =>
        y.Select((value, i) => columns.Select((c, j) => c[i] * weights[j]).Sum() - value).Sum(e => e * e);

    static double[][] Columns(int seed, int count, int rows)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, rows).Select(_ => random.NextDouble() - 0.5).ToArray())];
    }
}
