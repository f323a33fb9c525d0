using TransferPredict.Features.Layers;
using TransferPredict.Features.Layers.Values;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Tests.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Layers;

public sealed class OnnxMatricesTest : IDisposable
{
    const int Rows = 30, Columns = 7;

    readonly ModelFolder _folder = new();
    readonly float[] _values = [.. Enumerable.Range(0, Rows * Columns).Select(i => (i % 64 - 32) * 0.25f + i * 0.0001f)];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Forms => ["float32", "float16", "bfloat16", "double", "external", "float_data in parts", "double_data in parts"];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Values_AreThoseThatOnnxRuntimeSees(string form)
    {
        RequireAsOnnxRuntime(Create().Initializer(Stored(form)).Node("MatMul", "/m/MatMul", ["x", "w"], "y"));
        RequireAsOnnxRuntime(Create().Initializer(Stored(form)).Node("Transpose", "t", ["w"], "wt").Node("MatMul", "/m/MatMul", ["x", "wt"], "y"));
    }

    [Theory]
    [InlineData("float16", TensorElementType.Float32, true)]
    [InlineData("bfloat16", TensorElementType.Float64, true)]
    [InlineData("float32", TensorElementType.Float64, true)]
    [InlineData("float32", TensorElementType.Float32, true)]
    [InlineData("float32", TensorElementType.Float16, false)]
    [InlineData("double", TensorElementType.Float32, false)]
    [InlineData("float16", TensorElementType.BFloat16, false)]
    public void Casts_AreReadFromTheFileWhereTheyLoseNothing(string form, TensorElementType to, bool stored)
    {
        IMatrixValues values = RequireAsOnnxRuntime(Create().Initializer(Stored(form))
            .Node("Cast", "c", ["w"], "cast", Attribute("to", (long)to)).Node("MatMul", "/m/MatMul", ["x", "cast"], "y"));

        Assert.Equal(stored, values is StoredValues);
    }

    [Theory]
    [InlineData("double")]
    [InlineData("double_data in parts")]
    public void Doubles_KeepTheirPrecision(string form)
    {
        double[] exact = [.. _values.Select(value => value / 3.0)];

        Assert.Equal(exact, Single(Create().Initializer(Stored(form, 3)).Node("MatMul", "/m/MatMul", ["x", "w"], "y")).Values.ReadAll());
    }

    [Fact]
    public void ComputedDoubles_KeepTheirPrecisionAndAreReadByBlocks()
    {
        LayerMatrix matrix = Single(Create().Initializer(Stored("double")).Initializer(Raw("third", TensorElementType.Float64, [], 1 / 3.0))
            .Node("Mul", "s", ["w", "third"], "scaled").Node("Transpose", "t", ["scaled"], "turned").Node("MatMul", "/m/MatMul", ["x", "turned"], "y"));

        Assert.IsType<RuntimeValues>(matrix.Values);
        Assert.Equal(_values[(5 * Columns + 1)..(5 * Columns + 3)].Select(value => value * (1 / 3.0)), matrix.Values.ReadBlock(1, 2, 5, 1));
        Assert.Empty(matrix.Values.ReadBlock(0, 0, 0, 3));
        Assert.Throws<ArgumentException>(() => matrix.Values.ReadBlock(Columns, 1, 0, 1));
    }

    [Theory]
    [InlineData(4, 16)]
    [InlineData(8, 32)]
    public void MatMulNBits_IsUnpackedByOnnxRuntime(int bits, int block)
    {
        // Two blocks, of which the second is not full, and outputs with scales and zero points of their own.
        const int inputs = 40, outputs = 3;
        int blocks = (inputs + block - 1) / block, bytes = block * bits / 8;
        byte[] packed = [.. Enumerable.Range(0, outputs * blocks * bytes).Select(i => (byte)(i * 37 + 11))];
        float[] scales = [.. Enumerable.Range(1, outputs * blocks).Select(i => i * 0.5f)];
        byte[] zeros = [.. Enumerable.Range(0, outputs * (bits == 8 ? blocks : (blocks + 1) / 2)).Select(i => (byte)(0x53 + i))];
        int At(byte[] from, int line, int length, int i) => bits == 8 ? from[line * length + i] : from[line * length + i / 2] >> (4 * (i % 2)) & 15;
        double[] expected = [..
            from input in Enumerable.Range(0, inputs)
            from output in Enumerable.Range(0, outputs)
            let zero = At(zeros, output, zeros.Length / outputs, input / block)
            select (double)((At(packed, output, blocks * bytes, input) - zero) * scales[output * blocks + input / block])];
        ModelBuilder builder = Create().Initializer(Raw("packed", TensorElementType.UInt8, [outputs, blocks, bytes], packed))
            .Initializer(Raw("scales", TensorElementType.Float32, [scales.Length], scales)).Initializer(Raw("zeros", TensorElementType.UInt8, [zeros.Length], zeros));
        builder.OperatorSets.Add(("com.microsoft", 1));
        builder.Graph.Message(1, NodeProto("MatMulNBits", "/q_proj/MatMul_Q4", "com.microsoft", ["x", "packed", "scales", "zeros"], ["y"],
            Attribute("K", inputs), Attribute("N", outputs), Attribute("bits", bits), Attribute("block_size", block), Attribute("accuracy_level", 4)));

        LayerMatrix matrix = Single(builder);

        Assert.Equal((inputs, outputs), (matrix.Values.Rows, matrix.Values.Columns));
        Assert.Equal(expected, matrix.Values.ReadAll());
        Assert.Equal(expected[(39 * outputs)..], matrix.Values.ReadBlock(39, 1, 0, outputs));
        OnnxModel model = OnnxModel.Open(Path.Combine(_folder.Path, "model.onnx"));
        WeightMatrix weight = Assert.Single(ModelWeights.Find(model).Matrices);
        Assert.Equal(expected, new WeightReader(model).Read(weight).Select(value => (double)value));
    }

    [Fact]
    public void GatherBlockQuantized_IsLookedUpByOnnxRuntime()
    {
        const int rows = 5, columns = 32;
        byte[] packed = [.. Enumerable.Range(0, rows * columns / 2).Select(i => (byte)(i * 29 + 3))];
        float[] scales = [.. Enumerable.Range(1, rows * 2).Select(i => i * 0.25f)];
        ModelBuilder builder = Create().Input("input_ids", TensorElementType.Int64, 2)
            .Initializer(Raw("embed_tokens.packed", TensorElementType.UInt4, [rows, columns], packed))
            .Initializer(Raw("scales", TensorElementType.Float32, [rows, 2], scales));
        builder.OperatorSets[0] = ("", 21);
        builder.OperatorSets.Add(("com.microsoft", 1));
        builder.Graph.Message(1, NodeProto("GatherBlockQuantized", "g", "com.microsoft", ["embed_tokens.packed", "input_ids", "scales"], ["y"],
            Attribute("gather_axis", 0), Attribute("quantize_axis", 1), Attribute("block_size", 16)));

        LayerMatrix matrix = Single(builder);

        Assert.Equal(LayerRole.TokenEmbedding, matrix.Role);
        Assert.Equal(
            Enumerable.Range(0, rows * columns).Select(i => (double)((packed[i / 2] >> (4 * (i % 2)) & 15) * scales[i / 16])), matrix.Values.ReadAll());
    }

    [Fact]
    public void ColumnsThatAreLookedUp_AreEntries()
    {
        LayerMatrix matrix = Single(Create().Input("input_ids", TensorElementType.Int64, 2).Initializer(Stored("float32"))
            .Node("Gather", "g", ["w", "input_ids"], "y", Attribute("axis", 1)));

        Assert.Equal((LayerRole.TokenEmbedding, Columns, Rows), (matrix.Role, matrix.Values.Rows, matrix.Values.Columns));
        Assert.Equal(_values[Columns], matrix.Values.ReadBlock(0, 1, 1, 1)[0]);
    }

    [Fact]
    public void LayerIds_AreThePlacesOfInitializers()
    {
        ModelBuilder builder = Create()
            .Initializer(Raw("bias", TensorElementType.Float32, [2], 0f, 0f))
            .Initializer(Raw("late.weight", TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f))
            .Initializer(Raw("early.weight", TensorElementType.Float32, [2, 2], 5f, 6f, 7f, 8f))
            .Node("Constant", "c", [], "constant.weight", new ProtobufWriter().Text(1, "value")
                .Message(5, Raw("", TensorElementType.Float32, [2, 2], 1f, 1f, 2f, 3f)).Integer(20, 4))
            .Node("MatMul", "", ["x", "early.weight"], "y").Node("MatMul", "", ["y", "late.weight"], "z").Node("MatMul", "", ["z", "constant.weight"], "end");

        Assert.Equal([("early", 2), ("late", 1), ("constant", 3)], Open(builder).Matrices.Select(matrix => (matrix.Name, matrix.LayerId)));
    }

    [Fact]
    public void MatricesOfOtherOperators_AreNotLost()
    {
        ModelBuilder builder = Create()
            .Initializer(Raw("einsum.weight", TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f))
            .Initializer(Raw("quantised", TensorElementType.UInt8, [2, 2], (byte)1, (byte)2, (byte)3, (byte)4))
            .Initializer(Raw("scale", TensorElementType.Float32, [], 0.5f))
            .Initializer(Raw("unused.weight", TensorElementType.Float32, [2, 3], 1f, 2f, 3f, 4f, 5f, 6f))
            .Initializer(Raw("row", TensorElementType.Float32, [1, 2], 1f, 2f))
            .Initializer(Raw("empty", TensorElementType.Float32, [0, 2], new float[0]))
            .Initializer(Raw("conv.weight", TensorElementType.Float32, [2, 2, 1, 1], 1f, 2f, 3f, 4f))
            .Initializer(Raw("ids", TensorElementType.Int64, [2, 2], 1L, 2L, 3L, 4L))
            .Node("Einsum", "/e/Einsum", ["x", "einsum.weight"], "y").Node("Add", "", ["y", "row"], "z").Node("Conv", "", ["i", "conv.weight"], "j")
            .Node("DequantizeLinear", "", ["quantised", "scale"], "q").Node("Einsum", "", ["z", "q"], "e").Node("Gather", "", ["ids", "i"], "k")
            .Node("MatMul", "", ["x", "empty"], "o");

        ModelMatrices found = Open(builder);

        Assert.Equal(["einsum", "quantised", "unused"], found.Matrices.Select(matrix => matrix.Name));
        Assert.All(found.Matrices, matrix => Assert.Equal(LayerRole.Other, matrix.Role));
        Assert.Equal([0.5, 1, 1.5, 2], found.Matrices[1].Values.ReadAll());
        Assert.Equal(["empty", "conv.weight"], found.Skipped.Select(skipped => skipped.OnnxName));
        Assert.Contains("[2, 2, 1, 1]", found.Skipped[1].Reason);
    }

    [Fact]
    public void NamesWithControlCharacters_AreKeptAsTheyAre()
    {
        const string name = "a\nb\t\u001b[31m.weight";
        LayerMatrix matrix = Single(Create().Initializer(Raw(name, TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f)).Node("MatMul", "", ["x", name], "y"));

        Assert.Equal((name, name[..^".weight".Length]), (matrix.OnnxName, matrix.Name));
    }

    [Fact]
    public void ChangedFile_IsRefusedBeforeReading()
    {
        LayerMatrix matrix = Single(Create().Initializer(Stored("float32")).Node("MatMul", "/m/MatMul", ["x", "w"], "y"));
        File.AppendAllText(Path.Combine(_folder.Path, "model.onnx"), "x");

        Assert.Equal(OnnxDefect.Changed, Assert.Throws<OnnxModelException>(() => matrix.Values.ReadAll()).Defect);
    }

    [Fact]
    public void ManyMatrices_OpenSoon()
    {
        ModelBuilder builder = Create();
        for (int i = 0; i < 20_000; i++)
            builder.Initializer(Raw($"w{i}", TensorElementType.Float32, [2, 2], i, 1f, 2f, 3f));

        ModelMatrices found = Open(builder);

        Assert.Equal(20_000, found.Matrices.Count);
        Assert.Equal([19_999, 1, 2, 3], found.Matrices[^1].Values.ReadAll());
    }

    /// <summary>Requires the same values as ONNX Runtime's, whole and by blocks.</summary>
    IMatrixValues RequireAsOnnxRuntime(ModelBuilder builder)
    {
        IMatrixValues values = Single(builder).Values;
        OnnxModel model = OnnxModel.Open(Path.Combine(_folder.Path, "model.onnx"));
        double[] expected = [.. new WeightReader(model).Read(Assert.Single(ModelWeights.Find(model).Matrices)).Select(value => (double)value)];

        Assert.Equal(expected, values.ReadAll().Select(value => (double)(float)value));
        Assert.Equal(expected[(3 * values.Columns + 2)..(3 * values.Columns + 6)], values.ReadBlock(3, 1, 2, 4).Select(value => (double)(float)value));
        return values;
    }

    LayerMatrix Single(ModelBuilder builder) => Assert.Single(Open(builder).Matrices);

    ModelMatrices Open(ModelBuilder builder) => ModelMatrices.Open(_folder.Write("model.onnx", builder.ToBytes()));

    ProtobufWriter Stored(string form, double divisor = 1)
    {
        long[] shape = [Rows, Columns];
        switch (form)
        {
            case "float32":
                return Raw("w", TensorElementType.Float32, shape, _values);
            case "float16":
                return Raw("w", TensorElementType.Float16, shape, [.. _values.Select(value => (Half)value)]);
            case "bfloat16":
                return Raw("w", TensorElementType.BFloat16, shape, [.. _values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16))]);
            case "double":
                return Raw("w", TensorElementType.Float64, shape, [.. _values.Select(value => value / divisor)]);
            case "external":
                // An odd offset: nothing promises alignment.
                _folder.Write("sub/data.bin", [1, 2, 3, .. _values.SelectMany(BitConverter.GetBytes), 4]);
                return External("w", TensorElementType.Float32, shape, "sub/data.bin", "3");
            case "float_data in parts":
                byte[] singles = [.. _values.SelectMany(BitConverter.GetBytes)];
                return Header("w", TensorElementType.Float32, shape).Bytes(4, singles[..40]).Bytes(4, singles[40..]);
            default:
                byte[] doubles = [.. _values.SelectMany(value => BitConverter.GetBytes(value / divisor))];
                return Header("w", TensorElementType.Float64, shape).Bytes(10, doubles[..40]).Bytes(10, doubles[40..]);
        }
    }
}
