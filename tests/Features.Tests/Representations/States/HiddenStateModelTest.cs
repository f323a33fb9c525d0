using System.Text.Json;
using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Features.Representations;
using TransferPredict.Features.Representations.States;
using TransferPredict.Tests;

namespace TransferPredict.Features.Tests.Representations.States;

public sealed class HiddenStateModelTest
{
    const string MiniXlmr = "models/mini-xlmr/model.onnx";

    [Theory]
    [InlineData("prenorm", 4)]
    [InlineData("shared", 4)]
    [InlineData("two_files", 4)]
    [InlineData("one_file", 4)]
    public void Run_GivesWhatPyTorchGives(string name, int layers)
    {
        using HiddenStateModel model = HiddenStateModel.Open(GoldenStates.Folder(name));

        using HiddenStates states = model.Run(GoldenStates.Sentences(GoldenStates.Ids));

        Assert.Equal((layers, layers, 8), (model.Layers, states.Layers, states.Width));
        Assert.InRange(GoldenStates.LargestError(states, GoldenStates.Read($"{name}/states.json", "encoder"), 8), 0, 2e-6);
    }

    [Theory]
    [InlineData("two_files")]
    [InlineData("one_file")]
    public void Run_GivesADecodersStates(string name)
    {
        using DecoderStateModel model = DecoderStateModel.Open(GoldenStates.Folder(name));

        using HiddenStates states = model.Run(GoldenStates.Decoded());

        Assert.Equal((ModelSide.Decoder, 3, 4), (model.Side, model.Layers, states.Tokens));
        Assert.Equal([EncodedSentence.NoWord, 0, 1, 2], states.Sentences[0].Words);
        Assert.InRange(GoldenStates.LargestError(states, GoldenStates.Read($"{name}/states.json", "decoder"), 8), 0, 2e-6);
    }

    [Fact]
    public void Run_OfADecoderNeedsSourcesItCanRead()
    {
        using DecoderStateModel model = DecoderStateModel.Open(GoldenStates.Folder("two_files"), new HiddenStateOptions { MaxTokens = 4 });
        EncodedSentence[] targets = GoldenStates.Sentences(GoldenStates.Targets);

        Assert.Contains("A sentence has no source", Assert.Throws<ArgumentException>(() => model.Run(targets)).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Run(GoldenStates.Decoded())); // a source of five tokens
    }

    [Fact]
    public void Open_TellsEncoderAndDecoderOfOneFileApart()
    {
        using HiddenStateModel encoder = HiddenStateModel.Open(GoldenStates.Folder("one_file"));
        using DecoderStateModel decoder = DecoderStateModel.Open(GoldenStates.Folder("one_file"));

        Assert.NotEqual(encoder.ComputeHash(), decoder.ComputeHash());
    }

    [Fact]
    public void Open_PrefersADecoderOfItsOwnAndNeedsItsEncoder()
    {
        using var folder = new TempFolder();
        foreach (string name in new[] { "decoder_model.onnx", "config.json" })
            File.Copy(Path.Combine(GoldenStates.Folder("two_files"), name), folder.In(name));
        folder.Write("decoder_model_merged.onnx", [1, 2, 3]);
        folder.Write("model.onnx", [1, 2, 3]);

        Assert.Contains($"'{folder.In("encoder_model.onnx")}' is not there", Assert.Throws<FileNotFoundException>(() => DecoderStateModel.Open(folder.Path)).Message);
        File.Copy(Path.Combine(GoldenStates.Folder("two_files"), "encoder_model.onnx"), folder.In("encoder_model.onnx"));
        using DecoderStateModel model = DecoderStateModel.Open(folder.Path);
        string before = model.ComputeHash();
        Assert.Equal(folder.In("decoder_model.onnx"), model.FilePath);
        File.Copy(Path.Combine(GoldenStates.Folder("prenorm"), "model.onnx"), folder.In("encoder_model.onnx"), overwrite: true);
        Assert.NotEqual(before, model.ComputeHash());
    }

    [FactIfShipped(MiniXlmr)]
    public void Run_GivesMiniXlmrsLayers()
    {
        using HiddenStateModel model = HiddenStateModel.Open(Mini());
        using var golden = JsonDocument.Parse(File.ReadAllBytes(GoldenStates.Folder("mini-xlmr.json")));
        int[][] tokens = golden.RootElement.GetProperty("tokens").Deserialize<int[][]>()!;

        using HiddenStates states = model.Run(GoldenStates.Sentences(tokens));

        Assert.Equal((5, 256, 512), (model.Layers, states.Width, model.MaxTokens));
        Assert.InRange(GoldenStates.LargestError(states, GoldenStates.Read("mini-xlmr.json", "encoder"), 8), 0, 1e-4);
    }

    [FactIfShipped(MiniXlmr)]
    public void Run_DoesNotDependOnThreads()
    {
        EncodedSentence[] sentences = GoldenStates.Sentences([[0, 495, 14907, 53, 8756, 47, 44, 4029, 5, 2], [0, 2944, 2]]);
        using HiddenStateModel one = HiddenStateModel.Open(Mini(), new HiddenStateOptions { Threads = 1 });
        using HiddenStateModel two = HiddenStateModel.Open(Mini(), new HiddenStateOptions { Threads = 2 });

        using HiddenStates first = one.Run(sentences), second = two.Run(sentences);

        for (int layer = 0; layer < first.Layers; layer++)
            Assert.Equal(first.Layer(layer), second.Layer(layer));
    }

    [Fact]
    public void Run_IsNotChangedByPadding()
    {
        using HiddenStateModel model = HiddenStateModel.Open(GoldenStates.Folder("prenorm"));
        EncodedSentence[] sentences = GoldenStates.Sentences(GoldenStates.Ids);
        using HiddenStates together = model.Run(sentences), alone = model.Run([sentences[1]]);

        for (int token = 0; token < sentences[1].Length; token++)
        {
            float[] expected = alone.Token(3, 0, token).ToArray(), found = together.Token(3, 1, token).ToArray();
            Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    [Fact]
    public void Run_RefusesWhatTheModelCannotRead()
    {
        using HiddenStateModel model = HiddenStateModel.Open(GoldenStates.Folder("prenorm"), new HiddenStateOptions { MaxTokens = 4 });

        Assert.Throws<ArgumentOutOfRangeException>(() => model.Run(GoldenStates.Sentences(GoldenStates.Ids)));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Run([]));
        OnnxRuntimeException unknown = Assert.Throws<OnnxRuntimeException>(() => model.Run(GoldenStates.Sentences([[1, 20]])));
        Assert.Contains(model.FilePath, unknown.Message);
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => model.Run(GoldenStates.Sentences([[1, 2]]), cancelled.Token));
    }

    [Fact]
    public void Open_SaysHowToGetCuda()
    {
        // Where a GPU build is named, this test has nothing to say.
        if (Environment.GetEnvironmentVariable(NativeLibraries.VariableOf(NativeEngine.OnnxRuntime)) != null)
            return;

        OnnxRuntimeException exception = Assert.Throws<OnnxRuntimeException>(
            () => HiddenStateModel.Open(GoldenStates.Folder("prenorm"), new HiddenStateOptions { Device = OrtDevice.Cuda }));

        Assert.Equal(OrtErrorCode.NotImplemented, exception.Code);
        Assert.Contains("cannot compute with CUDA (", exception.Message);
        Assert.Contains("CUDAExecutionProvider", exception.Message);
        Assert.Contains("Build with -p:OnnxRuntimeGpu=true (docs/gpu.md), or let TRANSFERPREDICT_ONNXRUNTIME name the library of a GPU build", exception.Message);
    }

    [Fact]
    public void Open_NamesWhatIsMissing()
    {
        using var folder = new TempFolder();
        Assert.Contains("found none of model.onnx, encoder_model.onnx", Assert.Throws<FileNotFoundException>(() => HiddenStateModel.Open(folder.Path)).Message);

        folder.Write("model.onnx", File.ReadAllBytes(Path.Combine(GoldenStates.Folder("prenorm"), "model.onnx")));
        string config = folder.Write("config.json", """{"num_hidden_layers": 12}""");
        Assert.Contains(
            $"found 3 transformer blocks behind the output 'last_hidden_state', expected 12, the number of layers in {config}.",
            Assert.Throws<InvalidDataException>(() => HiddenStateModel.Open(folder.Path)).Message);
        Assert.Contains("found no 'decoder_start_token_id'", Assert.Throws<InvalidDataException>(() => DecoderStateModel.Open(folder.Path)).Message);
    }

    [Fact]
    public void ComputeHash_FollowsTheBytes()
    {
        using var folder = new TempFolder();
        byte[] bytes = File.ReadAllBytes(Path.Combine(GoldenStates.Folder("prenorm"), "model.onnx"));
        string file = folder.Write("model.onnx", bytes);
        using HiddenStateModel model = HiddenStateModel.Open(file);

        string before = model.ComputeHash();
        Assert.Equal(before, model.ComputeHash());
        bytes[^1] ^= 1;
        folder.Write("model.onnx", bytes);
        Assert.NotEqual(before, model.ComputeHash());
    }

    static string Mini() => ProjectRoot.Find(AppContext.BaseDirectory).Model("mini-xlmr");
}
