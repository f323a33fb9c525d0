using TransferPredict.Features.Layers;
using TransferPredict.Features.Layers.Files;
using TransferPredict.Features.Onnx;
using static TransferPredict.Features.Tests.Layers.Files.SafetensorsBytes;

namespace TransferPredict.Features.Tests.Layers.Files;

public sealed class SafetensorsIndexTest : IDisposable
{
    const string Index = "model.safetensors.index.json", First = "model-00001-of-00002.safetensors", Second = "model-00002-of-00002.safetensors";

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_AreCountedThrough()
    {
        _folder.Write(First, Of(("b.weight", "F32", [2, 1], Floats(1, 2)), ("c.weight", "F32", [2], Floats(1, 2))));
        _folder.Write(Second, Of(("a.weight", "F32", [1, 2], Floats(3, 4))));
        _folder.Write(Index, $"{{\"metadata\":{{}},\"weight_map\":{{\"a.weight\":\"{Second}\",\"b.weight\":\"{First}\",\"c.weight\":\"{First}\"}}}}");

        using ModelMatrices model = ModelMatrices.Open(_folder.Path);

        Assert.Equal([("b", First, 1), ("a", Second, 3)], model.Matrices.Select(matrix => (matrix.Name, matrix.File, matrix.LayerId)));
        Assert.Equal([3, 4], model.Matrices[1].Values.ReadAll());
        Assert.Equal(["b", "a"], ModelMatrices.Open(_folder.In(Index)).Matrices.Select(matrix => matrix.Name));
    }

    [Theory]
    [InlineData("[]", "no weight_map")]
    [InlineData("{\"weight_map\":3}", "no weight_map")]
    [InlineData("{\"weight_map\":{}}", "empty")]
    [InlineData("{\"weight_map\":{\"a\":1}}", "no text")]
    [InlineData("{\"weight_map\":", "no JSON")]
    [InlineData("{\"weight_map\":{\"other\":\"here.safetensors\"}}", "'other' lies in 'here.safetensors'")]
    public void Defects_AreNamed(string json, string said)
    {
        _folder.Write("here.safetensors", Of(("a.weight", "F32", [1, 2], Floats(3, 4))));
        MatrixFileException exception = Assert.Throws<MatrixFileException>(() => ModelMatrices.Open(_folder.Write(Index, json)));

        Assert.Equal(MatrixFileDefect.BadIndex, exception.Defect);
        Assert.Contains(said, exception.Message);
    }

    [Theory]
    [InlineData("../out.safetensors", OnnxDefect.BadExternalData)]
    [InlineData("/etc/passwd", OnnxDefect.BadExternalData)]
    [InlineData("gone.safetensors", OnnxDefect.MissingExternalData)]
    public void Files_OutOfTheFolderAreRefused(string file, OnnxDefect defect) => Assert.Equal(defect, Assert.Throws<OnnxModelException>(
        () => ModelMatrices.Open(_folder.Write(Index, $"{{\"weight_map\":{{\"a.weight\":\"{file}\"}}}}"))).Defect);

    [Fact]
    public void Links_AreFollowedOnlyWhenAllowed()
    {
        if (OperatingSystem.IsWindows())
            return; // Links need a privilege there.

        using var blobs = new TempFolder();
        File.CreateSymbolicLink(_folder.In("a.safetensors"), blobs.Write("blob", Of(("a.weight", "F32", [1, 2], Floats(3, 4)))));
        string index = _folder.Write(Index, "{\"weight_map\":{\"a.weight\":\"a.safetensors\"}}");

        Assert.Throws<OnnxModelException>(() => ModelMatrices.Open(index));
        Assert.Equal([3, 4], Assert.Single(ModelMatrices.Open(index, allowLinks: true).Matrices).Values.ReadAll());
    }
}
