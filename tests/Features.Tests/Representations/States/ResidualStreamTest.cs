using TransferPredict.Features.Onnx;
using TransferPredict.Features.Representations;
using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Tests.Onnx;
using static TransferPredict.Features.Tests.Onnx.ModelBuilder;

namespace TransferPredict.Features.Tests.Representations.States;

/// <summary>Every graph is also loaded and run: ONNX Runtime must accept what was cut out of it.</summary>
public sealed class ResidualStreamTest : IDisposable
{
    readonly ModelFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_FollowsFusedPostNorm()
    {
        var t = new TinyTransformer();
        List<string> states = [t.Norm(t.Embeddings())];
        for (int i = 0; i < 2; i++)
        {
            string attended = t.SkipNorm(states[i], t.Fused(states[i])).Norm;
            states.Add(t.SkipNorm(attended, t.FeedForward(attended)).Norm);
        }

        RequireStates(t.Finish(states[2]), [.. states[..2], "last_hidden_state"]);
    }

    [Fact]
    public void Find_FollowsFusedPreNorm()
    {
        var t = new TinyTransformer();
        List<string> states = [t.Embeddings()];
        (string normed, string sum) = (t.Norm(states[0]), states[0]);
        for (int i = 0; i < 3; i++)
        {
            (normed, sum) = t.SkipNorm(sum, t.Fused(normed));
            (normed, sum) = t.SkipNorm(sum, t.FeedForward(normed));
            states.Add(sum);
        }

        RequireStates(t.Finish(normed), [.. states[..3], "last_hidden_state"]);
    }

    [Fact]
    public void Find_LooksThroughQuantisation()
    {
        var t = new TinyTransformer();
        List<string> states = [t.Norm(t.Embeddings())];
        for (int i = 0; i < 2; i++)
        {
            // Each user has a DequantizeLinear of its own.
            string attended = t.Norm(t.Node("Add", t.Quantised(states[i]), t.Softmax(t.Quantised(states[i]))));
            states.Add(t.Norm(t.Node("Add", t.FeedForward(t.Quantised(attended)), t.Quantised(attended))));
        }

        RequireStates(t.Finish(states[2]), [.. states[..2], "last_hidden_state"]);
    }

    [Fact]
    public void Find_FollowsScaledStreamsAndMasks()
    {
        var t = new TinyTransformer();
        t.Model.Input("attention_mask", TensorElementType.Int64, 2).Initializer(Raw("axes", TensorElementType.Int64, [1], 2L));
        t.Model.Node("Unsqueeze", "", ["attention_mask", "axes"], "wide")
            .Node("Cast", "", ["wide"], "mask", Attribute("to", (long)TensorElementType.Float32));
        List<string> states = [t.Node("Mul", t.Norm(t.Embeddings()), "mask")];
        for (int i = 0; i < 2; i++)
        {
            string attended = t.Norm(t.Node("Add", t.Node("Mul", states[i], "three"), t.Softmax(states[i])));
            states.Add(t.Node("Mul", t.Norm(t.Node("Add", t.Node("Mul", attended, "three"), t.FeedForward(attended))), "mask"));
        }

        RequireStates(t.Finish(states[2]), [.. states[..2], "last_hidden_state"]);
    }

    [Fact]
    public void Find_CountsBlocksOfOneAddition()
    {
        var t = new TinyTransformer();
        List<string> states = [t.Embeddings()];
        for (int i = 0; i < 2; i++)
        {
            string normed = t.Norm(states[i]);
            states.Add(t.Node("Add", t.Node("Add", t.Softmax(normed), t.FeedForward(normed)), states[i]));
        }
        string last = t.Norm(states[2]);

        RequireStates(t.Finish(t.Node("MatMul", last, "square"), "logits"), [.. states[..2], last]);
    }

    [Fact]
    public void Find_TakesStatesThatTheExportReturns()
    {
        var t = new TinyTransformer();
        string x = t.Embeddings();
        byte[] bytes = t.Finish(t.Norm(t.Node("Add", x, t.Softmax(x))));
        var given = new TinyTransformer();
        string embeddings = given.Embeddings();
        given.Model.Node("Identity", "", [embeddings], "hidden_states.0").Output("hidden_states.0");
        byte[] returned = given.Finish(given.FeedForward(embeddings), "hidden_states.1");

        RequireStates(bytes, [x, "last_hidden_state"]);
        RequireStates(returned, ["hidden_states.0", "hidden_states.1"]);
    }

    [Fact]
    public void Find_SaysWhereTheStreamEnds()
    {
        var t = new TinyTransformer();
        string x = t.Embeddings();
        OnnxModel plain = _folder.Open(t.Finish(t.Node("Add", x, t.FeedForward(x))));
        InvalidDataException none = Assert.Throws<InvalidDataException>(() => ResidualStream.Find(plain));
        Assert.EndsWith(
            "found no transformer blocks behind the output 'last_hidden_state' (the residual stream ends at 'gather0' of Gather), expected residual "
            + "additions whose branch holds a Softmax or a fused attention. Export the model with its hidden states as outputs.", none.Message);

        OnnxModel numbers = _folder.Open(Create().Input("x", TensorElementType.Float32, 2).Node("Relu", "", ["x"], "y").Output("y", rank: 2));
        Assert.Contains("found no output that hidden states lead to (outputs: 'y')",
            Assert.Throws<InvalidDataException>(() => ResidualStream.Find(numbers)).Message);
    }

    [Theory]
    [InlineData("cache_position", TensorElementType.Int64, "found the required input 'cache_position', which cannot be provided; expected only input_ids, attention_mask")]
    [InlineData("attention_mask", TensorElementType.Float32, "the input 'attention_mask' is of type Float32, expected Int64 or Int32.")]
    public void Open_NamesInputsItCannotProvide(string input, TensorElementType type, string complaint)
    {
        var t = new TinyTransformer();
        t.Model.Input(input, type, 2).Initializer(Raw("axes", TensorElementType.Int64, [1], 2L));
        t.Model.Node("Unsqueeze", "", [input, "axes"], "wide").Node("Cast", "", ["wide"], "mask", Attribute("to", (long)TensorElementType.Float32));
        string x = t.Node("Mul", t.Embeddings(), "mask");
        string path = _folder.Write("model.onnx", t.Finish(t.Node("Add", x, t.Softmax(x))));

        Assert.Contains(complaint, Assert.Throws<InvalidDataException>(() => HiddenStateModel.Open(path)).Message);
    }

    [Fact]
    public void Open_TakesInt32AndLeavesOutWhatTheStatesDoNotNeed()
    {
        var t = new TinyTransformer(TensorElementType.Int32);
        t.Model.Input("unused_by_states", TensorElementType.Float32, 2);
        string x = t.Embeddings();
        t.Model.Node("MatMul", "", ["unused_by_states", "square"], "other").Output("other", rank: 2);
        string path = _folder.Write("model.onnx", t.Finish(t.Node("Add", x, t.Softmax(x))));

        using HiddenStateModel model = HiddenStateModel.Open(path);
        using HiddenStates states = model.Run([new EncodedSentence([2, 0], [0, 1])]);

        Assert.Equal([2, 5, 1, 2], states.Layer(0));
    }

    void RequireStates(byte[] bytes, IReadOnlyList<string> expected)
    {
        OnnxModel model = _folder.Open(bytes);
        ResidualStream found = ResidualStream.Find(model, layers: expected.Count - 1);
        Assert.Equal(expected, found.States);

        using HiddenStateModel loaded = HiddenStateModel.Open(model.FilePath);
        using HiddenStates states = loaded.Run([new EncodedSentence([1, 2, 3], [0, 1, 2])]);
        Assert.Equal((expected.Count, 2, 3), (states.Layers, states.Width, states.Tokens));
        Assert.True(Enumerable.Range(0, states.Layers).All(layer => float.IsFinite(states.Layer(layer)[0])));
    }
}
