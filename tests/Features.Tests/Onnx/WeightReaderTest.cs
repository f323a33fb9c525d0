using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Features.Onnx.Weights;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Onnx;

public sealed class WeightReaderTest : IDisposable
{
    const int Rows = 300, Columns = 7;

    readonly ModelFolder _folder = new();
    readonly float[] _values = [.. Enumerable.Range(0, Rows * Columns).Select(i => (i % 64 - 32) * 0.25f)];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Forms => ["float32", "float16", "bfloat16", "double", "float_data", "double_data", "fp16 in int32_data", "external"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Read_EveryTypeAndStorage(string form)
    {
        OnnxModel model = _folder.Open(Lookup(Stored("w", form), "w"));
        WeightMatrix matrix = ModelWeights.Find(model).RequireTokenEmbedding();
        var reader = new WeightReader(model);

        Assert.Equal(_values, reader.Read(matrix));
        Assert.Equal(Picked(5, 299, 0, 5), reader.ReadRows(matrix, [5, 299, 0, 5]));
        Assert.Equal(Picked(10, 11, 12), reader.ReadRows(matrix, 10, 3));
        Assert.Empty(reader.ReadRows(matrix, []));
    }

    [Fact]
    public void Read_ThroughTransposeAndCast()
    {
        float[] transposed = new float[_values.Length];
        for (int r = 0; r < Rows; r++)
        {
            for (int c = 0; c < Columns; c++)
                transposed[c * Rows + r] = _values[r * Columns + c];
        }
        Half[] halves = [.. transposed.Select(value => (Half)value)];
        OnnxModel model = _folder.Open(Lookup(Raw("w", TensorElementType.Float16, [Columns, Rows], halves), "table")
            .Node("Cast", "c", ["w"], "cast", Attribute("to", 1)).Node("Transpose", "t", ["cast"], "table"));
        WeightMatrix matrix = ModelWeights.Find(model).RequireTokenEmbedding();
        var reader = new WeightReader(model);

        Assert.Equal((Rows, Columns), (matrix.Rows, matrix.Columns));
        Assert.Equal(_values, reader.Read(matrix));
        Assert.Equal(Picked(7, 3), reader.ReadRows(matrix, [7, 3]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_DequantisedByRowOrByColumn(bool byRow)
    {
        byte[] stored = [.. Enumerable.Range(0, Rows * Columns).Select(i => (byte)(i * 37))];
        float[] scales = [.. Enumerable.Range(1, byRow ? Rows : Columns).Select(i => i * 0.5f)];
        byte[] zeros = [.. scales.Select((_, i) => (byte)(i % 200))];
        OnnxModel model = _folder.Open(Lookup(Raw("w", TensorElementType.UInt8, [Rows, Columns], stored), "table")
            .Initializer(Raw("scale", TensorElementType.Float32, [scales.Length], scales))
            .Initializer(Raw("zero", TensorElementType.UInt8, [zeros.Length], zeros))
            .Node("DequantizeLinear", "d", ["w", "scale", "zero"], "table", Attribute("axis", byRow ? 0 : 1)));
        WeightMatrix matrix = ModelWeights.Find(model).RequireTokenEmbedding();
        float[] expected = [.. stored.Select((value, i) =>
        {
            int at = byRow ? i / Columns : i % Columns;
            return (value - zeros[at]) * scales[at];
        })];

        Assert.Equal(expected, new WeightReader(model).Read(matrix));
        Assert.Equal(
            [.. expected[(299 * Columns)..], .. expected[..Columns]], new WeightReader(model).ReadRows(matrix, [299, 0]));
    }

    [Fact]
    public void Read_EmbeddingDequantisedAfterTheLookup()
    {
        byte[] stored = [.. Enumerable.Range(0, Rows * Columns).Select(i => (byte)(i * 11))];
        OnnxModel model = _folder.Open(Create().Input("input_ids", TensorElementType.Int64, 2)
            .Initializer(Raw("w_quantized", TensorElementType.UInt8, [Rows, Columns], stored))
            .Initializer(Raw("scale", TensorElementType.Float32, [], 0.25f)).Initializer(Raw("zero", TensorElementType.UInt8, [], (byte)128))
            .Node("Gather", "g", ["w_quantized", "input_ids"], "looked_up")
            .Node("DequantizeLinear", "d", ["looked_up", "scale", "zero"], "hidden"));
        WeightMatrix matrix = ModelWeights.Find(model).RequireTokenEmbedding();

        Assert.Equal(stored.Select(value => (value - 128) * 0.25f), new WeightReader(model).Read(matrix));
    }

    [Fact]
    public void Read_MatMulIntegerWithTheScaleThatFollows()
    {
        sbyte[] stored = [.. Enumerable.Range(0, 6).Select(i => (sbyte)(i - 3))];
        OnnxModel model = _folder.Open(Create().Input("x", TensorElementType.Float32, 2)
            .Initializer(Raw("w", TensorElementType.Int8, [2, 3], stored)).Initializer(Raw("w_scale", TensorElementType.Float32, [3], 1f, 2f, 4f))
            .Initializer(Raw("w_zero", TensorElementType.Int8, [3], (sbyte)0, (sbyte)1, (sbyte)0))
            .Node("MatMulInteger", "/query/MatMul_quant", ["x8", "w", "x_zero", "w_zero"], "product")
            .Node("Cast", "c", ["product"], "float", Attribute("to", 1))
            .Node("Mul", "scales", ["x_scale", "w_scale"], "both").Node("Mul", "m", ["float", "both"], "y"));

        Assert.Equal([-3, -6, -4, 0, 0, 8], new WeightReader(model).Read(Assert.Single(ModelWeights.Find(model).Matrices)));
    }

    [Fact]
    public void Read_ConstantArithmeticAndReshape()
    {
        OnnxModel model = _folder.Open(Create()
            .Initializer(Raw("w", TensorElementType.Float32, [6], 1f, 2f, 3f, 4f, 5f, 6f)).Initializer(Raw("two", TensorElementType.Float32, [], 2f))
            .Initializer(Header("shape", TensorElementType.Int64, [2]).Integers(7, [-1, 3]))
            .Node("Reshape", "r", ["w", "shape"], "shaped").Node("Mul", "s", ["shaped", "two"], "scaled")
            .Node("MatMul", "/m/MatMul", ["x", "scaled"], "y"));
        WeightMatrix matrix = Assert.Single(ModelWeights.Find(model).Matrices);

        Assert.Equal((2, 3), (matrix.Rows, matrix.Columns));
        Assert.Equal([2, 4, 6, 8, 10, 12], new WeightReader(model).Read(matrix));
        Assert.Equal([8, 10, 12], new WeightReader(model).ReadRows(matrix, [1]));
    }

    [Fact]
    public void Gram_IsTheProductInDoublePrecision()
    {
        OnnxModel model = _folder.Open(Lookup(Stored("w", "float32"), "w"));
        WeightMatrix matrix = ModelWeights.Find(model).RequireTokenEmbedding();
        var reader = new WeightReader(model);

        Assert.Equal(Product(_values), reader.Gram(matrix), (x, y) => Math.Abs(x - y) <= 1e-12 * Math.Abs(x));
        Assert.Equal(Product(Picked(3, 3, 9)), reader.Gram(matrix, [3, 3, 9]), (x, y) => Math.Abs(x - y) <= 1e-12 * Math.Abs(x));
    }

    [Fact]
    public void Read_RefusesRowsOutsideAndChangedFiles()
    {
        OnnxModel model = _folder.Open(Lookup(Stored("w", "float32"), "w"));
        WeightMatrix matrix = ModelWeights.Find(model).RequireTokenEmbedding();
        var reader = new WeightReader(model);

        Assert.Contains("Row 300 of 'w'", Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadRows(matrix, [300])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => reader.ReadRows(matrix, [-1]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => reader.Read(matrix, cancelled.Token));

        File.AppendAllText(model.FilePath, "x");
        Assert.Equal(OnnxDefect.Changed, Assert.Throws<OnnxModelException>(() => reader.Read(matrix)).Defect);
    }

    [Fact]
    public void Read_TypedDataOfTheWrongCountIsOnnxRuntimesError()
    {
        // Nine bytes can hold six numbers, but hold nine: only reading tells.
        OnnxModel model = _folder.Open(Create()
            .Initializer(Header("w", TensorElementType.Float16, [2, 3]).Integers(5, Enumerable.Repeat(1L, 9)))
            .Node("MatMul", "m", ["x", "w"], "y"));

        OnnxRuntimeException exception = Assert.Throws<OnnxRuntimeException>(
            () => new WeightReader(model).Read(Assert.Single(ModelWeights.Find(model).Matrices)));
        Assert.Contains("'w' of", exception.Message);
    }

    [Fact]
    public void Read_FromManyThreads()
    {
        OnnxModel model = _folder.Open(Lookup(Stored("w", "external"), "w"));
        WeightMatrix matrix = ModelWeights.Find(model).RequireTokenEmbedding();
        var reader = new WeightReader(model);
        using WeightRows rows = reader.OpenRows(matrix);

        Parallel.For(0, 100, i =>
        {
            Assert.Equal(Picked(i, Rows - 1 - i), rows.Read([i, Rows - 1 - i]));
            if (i % 10 == 0)
                Assert.Equal(_values, reader.Read(matrix));
        });
    }

    [Fact]
    public void Read_ExternalDataBehindAnAllowedLink()
    {
        if (OperatingSystem.IsWindows())
            return; // Links need a privilege there.

        using var blobs = new ModelFolder();
        string blob = blobs.Write("blob", Bytes(_values));
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "data.bin"), blob);
        ModelBuilder builder = Lookup(External("w", TensorElementType.Float32, [Rows, Columns], "data.bin"), "w");
        OnnxModel model = _folder.Open(builder, new OnnxModelOptions { AllowLinks = true });

        Assert.Equal(_values, new WeightReader(model).Read(ModelWeights.Find(model).RequireTokenEmbedding()));
    }

    static byte[] Bytes(float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    static ModelBuilder Lookup(ProtobufWriter tensor, string table) => Create().Input("input_ids", TensorElementType.Int64, 2)
        .Initializer(tensor).Node("Gather", "g", [table, "input_ids"], "hidden");

    ProtobufWriter Stored(string name, string form)
    {
        long[] shape = [Rows, Columns];
        switch (form)
        {
            case "float32":
                return Raw(name, TensorElementType.Float32, shape, _values);
            case "float16":
                return Raw(name, TensorElementType.Float16, shape, [.. _values.Select(value => (Half)value)]);
            case "bfloat16":
                return Raw(name, TensorElementType.BFloat16, shape,
                    [.. _values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))]);
            case "double":
                return Raw(name, TensorElementType.Float64, shape, [.. _values.Select(value => (double)value)]);
            case "float_data":
                return Header(name, TensorElementType.Float32, shape).Bytes(4, Bytes(_values));
            case "double_data":
                return Header(name, TensorElementType.Float64, shape)
                    .Bytes(10, [.. _values.SelectMany(value => BitConverter.GetBytes((double)value))]);
            case "fp16 in int32_data":
                return Header(name, TensorElementType.Float16, shape)
                    .Integers(5, _values.Select(value => (long)BitConverter.HalfToUInt16Bits((Half)value)));
            default:
                // An odd offset: nothing promises alignment.
                _folder.Write("sub/data.bin", [1, 2, 3, .. Bytes(_values), 4]);
                return External(name, TensorElementType.Float32, shape, "sub/data.bin", "3");
        }
    }

    float[] Picked(params int[] rows) => [.. rows.SelectMany(row => _values[(row * Columns)..((row + 1) * Columns)])];

    static double[] Product(float[] values)
    {
        double[] sum = new double[Columns * Columns];
        for (int row = 0; row < values.Length / Columns; row++)
        {
            for (int i = 0; i < sum.Length; i++)
                sum[i] += (double)values[row * Columns + i / Columns] * values[row * Columns + i % Columns];
        }
        return sum;
    }
}
