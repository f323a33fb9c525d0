using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Tests.Onnx;

/// <summary>A folder of its own for a test's model files, removed with it.</summary>
sealed class ModelFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("onnx-").FullName;

    internal string Write(string name, byte[] bytes)
    {
        string path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    internal OnnxModel Open(byte[] bytes, OnnxModelOptions options = default) => OnnxModel.Open(Write("model.onnx", bytes), options);

    internal OnnxModel Open(ModelBuilder builder, OnnxModelOptions options = default) => Open(builder.ToBytes(), options);

    internal ModelWeights Weights(ModelBuilder builder) => ModelWeights.Find(Open(builder));

    /// <summary>The exception that opening the bytes ends in, which must name the file.</summary>
    internal OnnxModelException Refused(byte[] bytes)
    {
        OnnxModelException exception = Assert.Throws<OnnxModelException>(() => Open(bytes));
        Assert.Contains("model.onnx", exception.Message);
        return exception;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
