using System.Text.Json;
using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Tests;

namespace TransferPredict.Features.Tests;

/// <summary>ONNX Runtime gives of each shipped model what PyTorch gave when lab/export_onnx.py wrote it (reference.json).</summary>
public class ShippedModelsTest
{
    const double Tolerance = 1e-4;

    static readonly ProjectRoot _root = ProjectRoot.Find();

    [FactIfShipped("models/mini-xlmr/reference.json")]
    public void MiniXlmr_GivesTheOutputsOfItsTraining() => CheckEncoder("mini-xlmr", "model.onnx", "input_ids", "attention_mask");

    [FactIfShipped("models/mini-mbert/reference.json")]
    public void MiniMbert_GivesTheOutputsOfItsTraining() =>
        CheckEncoder("mini-mbert", "model.onnx", "input_ids", "attention_mask", "token_type_ids");

    [FactIfShipped("models/mini-mt5/reference.json")]
    public void EachTakesAtMost40MB() => Assert.All((string[])["mini-xlmr", "mini-mbert", "mini-mt5"], model =>
        Assert.InRange(Directory.EnumerateFiles(_root.Model(model), "*.onnx").Sum(f => new FileInfo(f).Length), 1, 40_000_000));

    [FactIfShipped("models/mini-mt5/reference.json")]
    public void MiniMt5_GivesTheStatesOfItsTraining() => CheckEncoder("mini-mt5", "encoder_model.onnx", "input_ids", "attention_mask");

    [FactIfShipped("models/mini-mt5/reference.json")]
    public void MiniMt5_GivesTheLogitsOfItsTraining()
    {
        const string Model = "mini-mt5";
        JsonElement reference = Reference(Model);
        using OrtTensor ids = Integers(reference, "input_ids"), mask = Integers(reference, "attention_mask"), decoded = Integers(reference, "decoder_input_ids");
        using OrtTensor states = Run(Model, "encoder_model.onnx", "last_hidden_state", KeyValuePair.Create("input_ids", ids), KeyValuePair.Create("attention_mask", mask));
        using OrtTensor logits = Run(Model, "decoder_model.onnx", "logits",
            KeyValuePair.Create("input_ids", decoded), KeyValuePair.Create("encoder_hidden_states", states), KeyValuePair.Create("encoder_attention_mask", mask));
        Compare(reference, "logits", logits, reference.GetProperty("first_logit").GetInt32(), null);
    }

    static void CheckEncoder(string model, string file, params string[] inputs)
    {
        JsonElement reference = Reference(model);
        KeyValuePair<string, OrtTensor>[] tensors = [.. inputs.Select(name => KeyValuePair.Create(name, Integers(reference, name)))];
        try
        {
            using OrtTensor states = Run(model, file, "last_hidden_state", tensors);
            Compare(reference, "last_hidden_state", states, 0, reference.GetProperty("attention_mask").Deserialize<long[][]>()!);
        }
        finally
        {
            foreach ((_, OrtTensor tensor) in tensors)
                tensor.Dispose();
        }
    }

    static JsonElement Reference(string model)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root.Model(model), "reference.json")));
        return document.RootElement.Clone();
    }

    static OrtTensor Integers(JsonElement reference, string name)
    {
        long[][] rows = reference.GetProperty(name).Deserialize<long[][]>()!;
        return OrtTensor.Over<long>(rows.SelectMany(row => row).ToArray(), rows.Length, rows[0].Length);
    }

    static OrtTensor Run(string model, string file, string output, params KeyValuePair<string, OrtTensor>[] inputs)
    {
        using OrtSession session = OrtSession.FromFile(Path.Combine(_root.Model(model), file), new OrtSessionOptions { IntraOpThreads = 1 });
        Assert.Equal(inputs.Select(input => input.Key).Order(), session.Inputs.Select(input => input.Name).Order());
        return Assert.Single(session.Run(inputs, [output]));
    }

    /// <summary>Compares the numbers that the reference holds, from <paramref name="first"/> on, of every position that is read.</summary>
    static void Compare(JsonElement reference, string name, OrtTensor output, int first, long[][]? reading)
    {
        float[][][] expected = reference.GetProperty(name).Deserialize<float[][][]>()!;
        float[] values = output.ToArray<float>();
        int length = expected[0].Length, width = (int)output.Shape[2];
        Assert.Equal([expected.Length, length, width], output.Shape);
        int compared = 0;
        for (int text = 0; text < expected.Length; text++)
            for (int position = 0; position < length; position++)
                for (int i = 0; reading?[text][position] != 0 && i < expected[text][position].Length; i++, compared++)
                    Assert.Equal(expected[text][position][i], values[(text * length + position) * width + first + i], Tolerance);
        Assert.Equal(expected[0][0].Length * (reading?.Sum(row => row.Sum()) ?? expected.Length * length), compared);
    }
}
