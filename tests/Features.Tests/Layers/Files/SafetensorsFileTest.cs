using System.Text;
using TransferPredict.Features.Layers;
using TransferPredict.Features.Layers.Files;
using static TransferPredict.Features.Tests.Layers.Files.SafetensorsBytes;

namespace TransferPredict.Features.Tests.Layers.Files;

public sealed class SafetensorsFileTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Values_OfEveryTypeOfFractions()
    {
        float[] values = [1, -2, 0.5f, 4, 5, -6];
        string path = _folder.Write("model.safetensors", Of(
            ("a.weight", "F64", [2, 3], [.. values.SelectMany(value => BitConverter.GetBytes(value / 3.0))]),
            ("b.weight", "F32", [2, 3], Floats(values)),
            ("c.weight", "F16", [3, 2], [.. values.SelectMany(value => BitConverter.GetBytes((Half)value))]),
            ("d.weight", "BF16", [6, 1], [.. values.SelectMany(value => BitConverter.GetBytes(value)[2..])])));

        using ModelMatrices model = ModelMatrices.Open(path);

        Assert.Equal(values.Select(value => value / 3.0), model.Matrices[0].Values.ReadAll());
        Assert.All(model.Matrices.Skip(1), matrix => Assert.Equal(values.Select(value => (double)value), matrix.Values.ReadAll()));
        Assert.Equal([(2, 3), (2, 3), (3, 2), (6, 1)], model.Matrices.Select(matrix => (matrix.Values.Rows, matrix.Values.Columns)));
    }

    [Fact]
    public void Layers_AreCountedAsWeightWatcherCountsThem()
    {
        byte[] four = Floats(1, 2, 3, 4);
        string path = _folder.Write("model.safetensors", Of(
            ("encoder.layer.1.output.dense.weight", "F32", [2, 2], four),
            ("encoder.layer.0.norm.weight", "F32", [4], four),
            ("encoder.layer.0.output.dense.bias", "F32", [4], four),
            ("position_bias_table", "F32", [2, 2], four),
            ("embeddings.word_embeddings.weight", "F32", [2, 2], Floats(5, 6, 7, 8)),
            ("packed.weight", "U8", [2, 2], [1, 2, 3, 4]),
            ("conv.weight", "F32", [1, 2, 2], four),
            ("void.weight", "F32", [0, 2], [])));

        using ModelMatrices model = ModelMatrices.Open(path);

        Assert.Equal(
            ["embeddings.word_embeddings token_embedding -", "encoder.layer.1.output.dense ffn.out 1"], model.Table());
        Assert.Equal([2, 4], model.Matrices.Select(matrix => matrix.LayerId));
        Assert.Equal("encoder.layer.1.output.dense.weight", model.Matrices[1].OnnxName);
        Assert.Equal(["conv.weight", "packed.weight", "position_bias_table"], model.Skipped.Select(skipped => skipped.OnnxName));
        Assert.Contains("U8", model.Skipped[1].Reason);
    }

    [Fact]
    public void NamesWithoutWeight_AllCount()
    {
        string path = _folder.Write("arrays.safetensors", Of(("a", "F32", [1, 2], Floats(1, 2)), ("b", "F32", [2, 1], Floats(3, 4))));

        Assert.Equal([("a", 1), ("b", 2)], ModelMatrices.Open(path).Matrices.Select(matrix => (matrix.Name, matrix.LayerId)));
    }

    [Fact]
    public void Empty_HasNoMatrices() => Assert.Empty(ModelMatrices.Open(_folder.Write("model.safetensors", Of("{}", []))).Matrices);

    public static TheoryData<string, MatrixFileDefect, string> Defects => new()
    {
        { "{\"a\":1", MatrixFileDefect.BadHeader, "JSON" },
        { " {}", MatrixFileDefect.BadHeader, "start with" },
        { "{} x", MatrixFileDefect.BadHeader, "header" },
        { "{\"__metadata__\":{\"a\":1}}", MatrixFileDefect.BadHeader, "__metadata__" },
        { "{\"__metadata__\":3}", MatrixFileDefect.BadHeader, "__metadata__" },
        { "{\"\\ud800\":{}}", MatrixFileDefect.BadHeader, "header" },
        { Tensor("F32", "[2]", "[0,8]") + "," + Tensor("F32", "[2]", "[0,8]"), MatrixFileDefect.DuplicateTensor, "'t'" },
        { "\"t\":[]", MatrixFileDefect.BadTensor, "no object" },
        { "\"t\":{\"dtype\":\"F32\",\"shape\":[2]}", MatrixFileDefect.BadTensor, "missing" },
        { "\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"shape\":[2],\"data_offsets\":[0,8]}", MatrixFileDefect.BadTensor, "twice" },
        { Tensor("F32", "[-2]", "[0,8]"), MatrixFileDefect.BadTensor, "whole numbers" },
        { Tensor("F32", "[1.5]", "[0,8]"), MatrixFileDefect.BadTensor, "whole numbers" },
        { Tensor("F32", "2", "[0,8]"), MatrixFileDefect.BadTensor, "no array" },
        { Tensor("F32", "[2]", "[0,8,9]"), MatrixFileDefect.BadTensor, "missing" },
        { Tensor("F32", "[2]", "[0,99999999999999999999]"), MatrixFileDefect.BadTensor, "whole numbers" },
        { Tensor("FLOAT", "[2]", "[0,8]"), MatrixFileDefect.UnknownType, "FLOAT" },
        { Tensor("F32", "[9223372036854775807,4]", "[0,8]"), MatrixFileDefect.Overflow, "9223372036854775807" },
        { Tensor("F32", "[4294967295,4294967295]", "[0,8]"), MatrixFileDefect.Overflow, "64 bits" },
        { Tensor("F32", "[2]", "[8,0]"), MatrixFileDefect.BadOffsets, "8 to 0" },
        { Tensor("F32", "[1]", "[4,8]"), MatrixFileDefect.BadOffsets, "begin at 0" },
        { Tensor("F32", "[1]", "[0,4]") + "," + Tensor("F32", "[1]", "[2,6]", "u"), MatrixFileDefect.BadOffsets, "'u'" },
        { Tensor("F32", "[1]", "[0,4]") + "," + Tensor("F32", "[0]", "[6,6]", "hole"), MatrixFileDefect.BadOffsets, "'hole'" },
        { Tensor("F32", "[3]", "[0,8]"), MatrixFileDefect.WrongByteCount, "expected 12" },
        { Tensor("F32", "[1]", "[0,4]"), MatrixFileDefect.WrongLength, "has 8 bytes" },
        { Tensor("F32", "[3]", "[0,12]"), MatrixFileDefect.WrongLength, "12" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void Defects_AreNamed(string header, MatrixFileDefect defect, string said)
    {
        string json = header.StartsWith('"') ? $"{{{header}}}" : header;

        Refused(Of(json, new byte[8]), defect, said);
    }

    [Fact]
    public void Defects_OfTheFrame()
    {
        Refused([1, 2, 3], MatrixFileDefect.TooShort, "3 bytes");
        Refused(BitConverter.GetBytes(100UL), MatrixFileDefect.HeaderPastEnd, "100 bytes where 0");
        Refused(BitConverter.GetBytes(ulong.MaxValue), MatrixFileDefect.HeaderTooLarge, "18446744073709551615");
        Refused(BitConverter.GetBytes(2_000_000_000UL), MatrixFileDefect.HeaderTooLarge, "2000000000");
        Refused(BitConverter.GetBytes(0UL), MatrixFileDefect.BadHeader, "start with");
        Refused([.. BitConverter.GetBytes(7UL), .. "{\"a"u8, 0xff, .. "\":1"u8], MatrixFileDefect.BadHeader, "UTF-8");
        Refused(Of("{" + string.Join(',', Enumerable.Range(0, 600_000).Select(i => $"\"{i}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}")) + "}", []),
            MatrixFileDefect.HeaderTooLarge, "header");
        Refused(Of("{\"t\":{\"dtype\":\"F32\",\"data_offsets\":[0,0],\"shape\":[" + string.Concat(Enumerable.Repeat("1,", 1_000_001)) + "1]}}", []),
            MatrixFileDefect.BadHeader, "1,000,000");
        Refused(Of("{\"t\":" + new string('[', 100_000), []), MatrixFileDefect.BadTensor, "no object");
        Refused(Of("{\"t\":{\"x\":" + new string('[', 100_000), []), MatrixFileDefect.BadHeader, "depth");
    }

    [Fact]
    public void TruncatedAnywhere_IsOneClearError()
    {
        byte[] whole = Of(("a.weight", "F32", [2, 2], Floats(1, 2, 3, 4)), ("b.weight", "F32", [2, 2], Floats(1, 2, 3, 4)));
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<MatrixFileException>(() => ModelMatrices.Open(_folder.Write("model.safetensors", whole[..length])));
    }

    [Fact]
    public void ChangedFile_IsRefusedBeforeReading()
    {
        string path = _folder.Write("model.safetensors", Of(("a.weight", "F32", [2, 2], Floats(1, 2, 3, 4))));
        using ModelMatrices model = ModelMatrices.Open(path);
        File.AppendAllText(path, "x");

        Assert.Equal(MatrixFileDefect.Changed, Assert.Throws<MatrixFileException>(() => model.Matrices[0].Values.ReadAll()).Defect);
    }

    [Fact]
    public void FusedNames_AreSplitWhereTheLayoutIsKnown()
    {
        byte[] Data(int count) => Floats(MatrixReading.Counted(count));
        byte[] bytes = Of(
            ("h.0.attn.c_attn.weight", "F32", [4, 12], Data(48)), ("h.0.self_attention.query_key_value.weight", "F32", [12, 4], Data(48)),
            ("blocks.0.attn.qkv.weight", "F32", [12, 4], Data(48)), ("h.0.crossattention.c_attn.weight", "F32", [4, 8], Data(32)));
        // The three of 48 values hold the same: only their first is kept.
        using ModelMatrices unknown = ModelMatrices.Open(_folder.Write("a/model.safetensors", bytes));
        LayerMatrix[] Parts(ModelMatrices model, string of) => [.. model.Matrices.Where(matrix => matrix.Name.StartsWith(of, StringComparison.Ordinal))];

        LayerMatrix[] qkv = Parts(unknown, "blocks.0.attn.qkv");
        Assert.Equal(["query, key and value in one; shared: also h.0.self_attention.query_key_value; query, key and value in one; not split, as nothing tells which lines are whose"],
            qkv.Take(1).Select(matrix => matrix.Note));
        Assert.Equal(Enumerable.Range(17, 16).Select(i => (double)i), qkv[2].Values.ReadAll());
        Assert.Equal([5, 6, 7, 8, 17, 18, 19, 20], Parts(unknown, "h.0.attn.c_attn")[2].Values.ReadBlock(0, 2, 0, 4));
        Assert.Equal([LayerRole.Other, LayerRole.AttentionKey, LayerRole.AttentionValue], Parts(unknown, "h.0.crossattention").Select(matrix => matrix.Role));

        _folder.Write("b/config.json", "{\"model_type\":\"bloom\",\"n_head\":2}");
        using ModelMatrices bloom = ModelMatrices.Open(_folder.Write("b/model.safetensors", Of(("h.0.self_attention.query_key_value.weight", "F32", [12, 4], Data(48)))));
        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 7, 8, 25, 26, 27, 28, 29, 30, 31, 32], Parts(bloom, "h.0.self_attention.query_key_value.query")[0].Values.ReadAll());
    }

    static string Tensor(string type, string shape, string offsets, string name = "t") =>
        $"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":{shape},\"data_offsets\":{offsets}}}";

    void Refused(byte[] bytes, MatrixFileDefect defect, string said)
    {
        MatrixFileException exception = Assert.Throws<MatrixFileException>(() => ModelMatrices.Open(_folder.Write("model.safetensors", bytes)));
        Assert.Equal(defect, exception.Defect);
        Assert.Contains("model.safetensors", exception.Message);
        Assert.Contains(said, exception.Message);
        Assert.True(exception.Message.Length < 600);
    }
}
