using System.Globalization;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Spectra.Distances;

namespace TransferPredict.Features.Tests.Spectra.Distances;

public class MatrixDistancesTest
{
    static readonly string[][] _expected = [.. File.ReadLines(
        Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "distances", "expected.csv")).Skip(1).Select(line => line.Split(','))];

    public static TheoryData<string> Pairs => [.. _expected.Select(row => row[0])];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Measure_AsWeightWatcher(string name)
    {
        double[] expected = [.. _expected.Single(row => row[0] == name).Skip(1).Select(value => double.Parse(value, CultureInfo.InvariantCulture))];
        MatrixDistanceResult.Measured found = Measured(DenseValues.Read("distances", name + "_1.npy"), DenseValues.Read("distances", name + "_2.npy"));

        // WeightWatcher computes in single precision.
        Assert.Equal(expected[0], found.Euclidean, 1e-5 * expected[0]);
        Assert.Equal(expected[1], found.Euclidean, 1e-5 * expected[1]);
        Assert.Equal(expected[2], found.WeightWatcherCka, 1e-5 * expected[2]);
        if (name != "tiny")
            Assert.Equal(found.WeightWatcherCka, found.Cka!.Value, 1e-15);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 9)]
    [InlineData(9, 1)]
    [InlineData(37, 12)]
    [InlineData(12, 37)]
    [InlineData(20, 20)]
    [InlineData(300, 13)]
    [InlineData(13, 300)]
    public void Measure_AsPlain(int rows, int columns)
    {
        DenseValues first = DenseValues.Gaussian(rows, columns, 1), second = DenseValues.Gaussian(rows, columns, 2);
        MatrixDistanceResult.Measured found = Measured(first, second);

        Assert.Equal(Norm(first.Values.Zip(second.Values, (a, b) => a - b)), found.Euclidean, 1e-12 * found.Euclidean);
        double[] cross = Product(first, second), own = Product(first, first), other = Product(second, second);
        Assert.Equal(Norm(cross), found.Overlap, 1e-10 * found.Overlap);
        Assert.Equal(Math.Sqrt(Norm(own) * Norm(other)), found.SelfOverlap, 1e-12 * found.SelfOverlap);
        Assert.InRange(found.Cka!.Value, 0, 1);
    }

    [Theory]
    [InlineData(40, 700)]
    [InlineData(700, 40)]
    [InlineData(30000, 20)]
    public void Measure_SameBitsForAnyNumberOfThreadsInBoundedMemory(int rows, int columns)
    {
        DenseValues first = DenseValues.Gaussian(rows, columns, 3), second = DenseValues.Gaussian(rows, columns, 4);
        MatrixDistanceResult one = MatrixDistances.Measure(first, second);
        Assert.Equal(one, MatrixDistances.Measure(first, second, threads: 2));
        Assert.Equal(one, MatrixDistances.Measure(first, second, threads: 7));
        Assert.InRange(first.LargestBlock, 1, 1 << 18);
    }

    [Fact]
    public void Measure_EqualOppositeAndOrthogonal()
    {
        DenseValues matrix = DenseValues.Gaussian(30, 8, 5), opposite = new([.. matrix.Values.Select(value => -value)], 30, 8);
        Assert.Equal((0, 1), (Measured(matrix, matrix).Euclidean, Measured(matrix, matrix).Cka!.Value), (x, y) => Math.Abs(x.Item2 - y.Item2) < 1e-14 && x.Item1 == y.Item1);
        Assert.Equal(1, Measured(matrix, opposite).Cka!.Value, 1e-14);
        Assert.Equal(2 * Norm(matrix.Values), Measured(matrix, opposite).Euclidean, 1e-12);

        DenseValues upper = new([1, 2, 0, 0, 0, 0], 3, 2), lower = new([0, 0, 0, 0, 3, 4], 3, 2);
        Assert.Equal(0, Measured(upper, lower).Cka);
    }

    [Fact]
    public void Measure_ZeroMatrixHasNoCka()
    {
        MatrixDistanceResult.Measured found = Measured(new DenseValues(new double[6], 3, 2), new DenseValues([1, 2, 3, 4, 5, 6], 3, 2));
        Assert.Null(found.Cka);
        Assert.Equal(0, found.WeightWatcherCka);
        Assert.Equal(Math.Sqrt(91), found.Euclidean, 1e-14);
    }

    [Fact]
    public void Measure_OtherShapesFail() => Assert.Contains("3 x 2 and 2 x 3",
        Assert.IsType<MatrixDistanceResult.Failed>(MatrixDistances.Measure(new DenseValues(new double[6], 3, 2), new DenseValues(new double[6], 2, 3))).Reason);

    [Theory]
    [InlineData(3, 2, 2, 1)]
    [InlineData(2, 3, 1, 2)]
    public void Measure_NamesTheValueThatIsNotFinite(int rows, int columns, int row, int column)
    {
        double[] values = new double[6];
        values[row * columns + column] = double.NegativeInfinity;
        NotFiniteValueException exception = Assert.Throws<NotFiniteValueException>(
            () => MatrixDistances.Measure(new DenseValues(new double[6], rows, columns), new DenseValues(values, rows, columns)));
        Assert.Equal((row, column), (exception.Row, exception.Column));
    }

    [Fact]
    public void Measure_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        cancellation.Cancel();
        DenseValues matrix = DenseValues.Gaussian(5, 4, 1);
        Assert.Throws<OperationCanceledException>(() => MatrixDistances.Measure(matrix, matrix, 1, cancellation.Token));
        Assert.Throws<ArgumentOutOfRangeException>(() => MatrixDistances.Measure(matrix, matrix, 0));
    }

    [Fact]
    public void Difference_IsWhatTrainingChanged()
    {
        DenseValues tuned = DenseValues.Gaussian(9, 7, 6), before = DenseValues.Gaussian(9, 7, 7);
        var difference = new DifferenceValues(tuned, before);
        Assert.Equal((9, 7), (difference.Rows, difference.Columns));

        double[] block = new double[6];
        difference.Read(2, 3, 4, 2, block);
        Assert.Equal([.. Enumerable.Range(0, 6).Select(i => (2 + i / 2) * 7 + 4 + i % 2).Select(at => tuned.Values[at] - before.Values[at])], block);

        // The sum of its eigenvalues is the squared distance.
        double sum = MatrixSpectrum.Compute(difference).Eigenvalues.Sum(), distance = Measured(tuned, before).Euclidean;
        Assert.Equal(distance * distance, sum, 1e-11 * sum);
        Assert.Contains("9 x 7 and of 7 x 9", Assert.Throws<ArgumentException>(() => new DifferenceValues(tuned, new DenseValues(tuned.Values, 7, 9))).Message);
    }

    static MatrixDistanceResult.Measured Measured(DenseValues first, DenseValues second) =>
        Assert.IsType<MatrixDistanceResult.Measured>(MatrixDistances.Measure(first, second));

    static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    static double[] Product(DenseValues first, DenseValues second)
    {
        double[] product = new double[first.Columns * first.Columns];
        for (int i = 0; i < product.Length; i++)
        {
            for (int k = 0; k < first.Rows; k++)
                product[i] += first.Values[k * first.Columns + i / first.Columns] * second.Values[k * first.Columns + i % first.Columns];
        }
        return product;
    }
}
