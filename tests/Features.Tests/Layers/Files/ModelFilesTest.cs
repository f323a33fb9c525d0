using TransferPredict.Features.Layers;
using TransferPredict.Features.Layers.Files;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Tests.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Layers.Files;

public sealed class ModelFilesTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("model.onnx", "model.onnx", "")]
    [InlineData("decoder_model.onnx decoder_model_merged.onnx decoder_with_past_model.onnx encoder_model.onnx",
        "encoder_model.onnx decoder_model.onnx", "decoder_model_merged.onnx decoder_with_past_model.onnx")]
    [InlineData("decoder_model_merged.onnx decoder_with_past_model.onnx encoder_model.onnx",
        "encoder_model.onnx decoder_model_merged.onnx", "decoder_with_past_model.onnx")]
    [InlineData("model.onnx model_O4.onnx model_fp16.onnx model_qint8_avx512_vnni.onnx model_quantized.onnx",
        "model.onnx", "model_O4.onnx model_fp16.onnx model_qint8_avx512_vnni.onnx model_quantized.onnx")]
    [InlineData("model_fp16.onnx model_q4f16.onnx model_quantized.onnx", "model_fp16.onnx", "model_q4f16.onnx model_quantized.onnx")]
    [InlineData("decoder_model_merged_quantized.onnx decoder_model_quantized.onnx encoder_model_quantized.onnx",
        "encoder_model_quantized.onnx decoder_model_quantized.onnx", "decoder_model_merged_quantized.onnx")]
    [InlineData("text_model.onnx vision_model.onnx config.json", "text_model.onnx vision_model.onnx", "")]
    [InlineData("model.onnx model.safetensors", "model.onnx", "model.safetensors")]
    [InlineData("model.safetensors model.safetensors.index.json", "model.safetensors", "model.safetensors.index.json")]
    [InlineData("model.safetensors.index.json config.json", "model.safetensors.index.json", "")]
    [InlineData("config.json onnx/model.onnx onnx/model_quantized.onnx", "onnx/model.onnx", "onnx/model_quantized.onnx")]
    [InlineData("model.safetensors onnx/model.onnx", "model.safetensors", "")]
    public void In_ChoosesOneFormOfEachModel(string files, string chosen, string leftOut)
    {
        foreach (string file in files.Split(' '))
            _folder.Write(file, "");

        ModelFiles found = ModelFiles.In(_folder.Path);

        Assert.Equal(chosen, string.Join(' ', found.Chosen));
        Assert.Equal(leftOut, string.Join(' ', found.LeftOut.Select(file => file.File)));
    }

    [Fact]
    public void Open_SaysWhichFilesAreLeftOutAndTakesAnyThatIsNamed()
    {
        _folder.Write("model.onnx", Model("a.weight"));
        string other = _folder.Write("model_fp16.onnx", Model("b.weight"));

        using ModelMatrices folder = ModelMatrices.Open(_folder.Path), file = ModelMatrices.Open(other);

        Assert.Equal(["a"], folder.Matrices.Select(matrix => matrix.Name));
        SkippedMatrix skipped = Assert.Single(folder.Skipped);
        Assert.Equal(("model_fp16.onnx", ""), (skipped.File, skipped.OnnxName));
        Assert.Contains("model.onnx is read instead", skipped.Reason);
        Assert.Equal(["b"], file.Matrices.Select(matrix => matrix.Name));
        Assert.Equal("model_fp16.onnx", file.Matrices[0].File);
    }

    [Fact]
    public void Open_SaysWhatWasFoundAndExpected()
    {
        string folder = Path.GetDirectoryName(_folder.Write("empty/pytorch_model.bin", "x"))!;
        MatrixFileException none = Assert.Throws<MatrixFileException>(() => ModelMatrices.Open(folder));
        MatrixFileException other = Assert.Throws<MatrixFileException>(() => ModelMatrices.Open(Path.Combine(folder, "pytorch_model.bin")));

        Assert.Equal(MatrixFileDefect.NotAModel, none.Defect);
        Assert.Contains("pytorch_model.bin", none.Message);
        Assert.Contains(".onnx", none.Message);
        Assert.Equal(MatrixFileDefect.NotAModel, other.Defect);
        Assert.Contains(".safetensors", other.Message);
        Assert.Contains(".npy", Assert.Throws<FileNotFoundException>(() => ModelMatrices.Open(_folder.In("gone.onnx"))).Message);
    }

    static byte[] Model(string weight) => Create().Initializer(Raw(weight, TensorElementType.Float32, [2, 2], 1f, 2f, 3f, 4f))
        .Node("MatMul", "", ["x", weight], "y").ToBytes();
}
