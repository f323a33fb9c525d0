using TransferPredict.Features.Layers;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Layers;

public class LayerAnalysisTest
{
    [Fact]
    public void Run_KeepsTheOrder_ForAnyNumberOfThreads()
    {
        LayerMatrix[] matrices = [.. Enumerable.Range(0, 9).Select(i => Gaussian(20 + 7 * (i * 5 % 9), 15 + i, i).Layer($"m{i}", i))];
        LayerReport one = Run(matrices), three = Run(matrices, new() { Threads = 3 });
        Assert.Equal(matrices, one.Layers.Select(l => l.Matrix));
        Assert.Equal(Csv(one), Csv(three));
    }

    [Fact]
    public void Run_TellsHowManyAreDone()
    {
        List<int> told = [];
        LayerAnalysis.Run([Gaussian(30, 20, 1).Layer("a"), Gaussian(30, 20, 2).Layer("b")], new(), told.Add);
        Assert.Equal([1, 2], told);
    }

    [Fact]
    public void Run_LeavesOutBySize_AndSaysWhy()
    {
        LayerMatrix[] matrices = [Gaussian(12, 9, 1).Layer("small"), Gaussian(12, 12, 2).Layer("fits"), Gaussian(40, 30, 3).Layer("many"), Gaussian(90, 12, 4).Layer("long")];
        LayerReport report = Run(matrices, new() { MaxEvals = 20, MaxN = 60 });
        Assert.Equal(["fits"], report.Layers.Select(l => l.Matrix.Name));
        Assert.Equal(
            [
                ("onnx::small", "its shape is 12 x 9; at least 10 eigenvalues are asked for"),
                ("onnx::many", "its shape is 40 x 30; at most 20 eigenvalues are asked for"),
                ("onnx::long", "its shape is 90 x 12; a larger dimension of at most 60 is asked for"),
            ],
            report.LeftOut.Select(s => (s.OnnxName, s.Reason)));
    }

    [Fact]
    public void Run_LongEmbeddings_OnlyAsWeightWatcherLeftOut()
    {
        LayerMatrix embedding = new ArrayValues(Seeded.GaussianRows(50_001, 10, 1), 50_001, 10).Layer("embedding");
        Assert.Single(Run([embedding]).Layers);
        Assert.Contains("50000", Assert.Single(Run([embedding], new() { WeightWatcher = true }).LeftOut).Reason);
        Assert.Single(Run([embedding], new() { WeightWatcher = true, MaxN = 300_000 }).Layers);
    }

    [Fact]
    public void Run_PartsOfFusedMatrices_NotAsWeightWatcher()
    {
        LayerMatrix part = Gaussian(20, 20, 1).Layer("qkv.query") with { IsPart = true };
        Assert.Single(Run([part]).Layers);
        Assert.Contains("does not split", Assert.Single(Run([part], new() { WeightWatcher = true }).LeftOut).Reason);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.NegativeInfinity)]
    public void Run_ValuesThatAreNoNumbers_OnlySpoilTheirOwnMatrix(float bad)
    {
        float[] values = Seeded.GaussianRows(30, 20, 1);
        values[7 * 20 + 3] = bad;
        values[9 * 20 + 1] = float.NaN;
        LayerReport report = Run([new ArrayValues(values, 30, 20).Layer("bad"), Gaussian(30, 20, 2).Layer("good")]);
        Assert.Contains($"'onnx::bad' of model.onnx: {bad} was found at row 7, column 3", report.Layers[0].Reason);
        Assert.Null(report.Layers[0].Fit);
        Assert.NotNull(report.Layers[1].Fit);
        string[] cells = [.. LayerColumns.Of(new() { WeightWatcher = true }).Where(c => c.Name is "alpha" or "norm" or "status").Select(c => c.Csv(report.Layers[0]))];
        Assert.Equal(["", "", "failed"], cells);
    }

    [Fact]
    public void Run_ValuesTooLargeToSquare_OnlySpoilTheirOwnMatrix()
    {
        LayerReport report = Run([new ScaledValues(Gaussian(30, 20, 1), 1e300).Layer("huge"), Gaussian(30, 20, 2).Layer("good")]);
        Assert.StartsWith("'onnx::huge' of model.onnx: ", report.Layers[0].Failure);
        Assert.Null(report.Layers[1].Failure);
    }

    [Fact]
    public void Run_Nothing() => Assert.Empty(Run([]).Layers);

    [Fact]
    public void Run_Cancelled()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LayerAnalysis.Run([Gaussian(20, 20, 1).Layer("a")], new(), cancellation: source.Token));
    }

    sealed class ScaledValues(IMatrixValues values, double factor) : IMatrixValues
    {
        public int Rows => values.Rows;

        public int Columns => values.Columns;

        public void Read(int row, int rows, int column, int columns, Span<double> result)
        {
            values.Read(row, rows, column, columns, result);
            foreach (ref double value in result)
                value *= factor;
        }

        internal LayerMatrix Layer(string name) => new() { LayerId = 0, Name = name, OnnxName = $"onnx::{name}", File = "model.onnx", Values = this };
    }

    static ArrayValues Gaussian(int rows, int columns, int seed) => new(Seeded.GaussianRows(rows, columns, seed), rows, columns);

    static LayerReport Run(LayerMatrix[] matrices, LayerAnalysisOptions? options = null) => LayerAnalysis.Run(matrices, options ?? new());

    static string Csv(LayerReport report) =>
        string.Join('\n', report.Layers.Select(l => string.Join(',', LayerColumns.Of(new()).Select(c => c.Csv(l)))));
}
