using TransferPredict.Features.Layers;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Tests;

namespace TransferPredict.Features.Tests.Layers;

/// <summary>The shipped model, which is a real export.</summary>
public sealed class ModelMatricesTest
{
    const string Model = "models/mini-xlmr/model.onnx";

    static readonly string _file = Path.Combine(ProjectRoot.Find().Folder, Model);

    [FactIfShipped(Model)]
    public void EveryMatrixOfTheShippedModel_HasItsNameRoleAndLayer()
    {
        using ModelMatrices model = ModelMatrices.Open(Path.GetDirectoryName(_file)!);

        (string Name, string Role)[] layer =
        [
            ("attention.self.query", "attention.query"), ("attention.self.key", "attention.key"), ("attention.self.value", "attention.value"),
            ("attention.output.dense", "attention.output"), ("intermediate.dense", "ffn.in"), ("output.dense", "ffn.out"),
        ];
        Assert.Equal(
            [
                "encoder.embeddings.word_embeddings token_embedding -", "encoder.embeddings.position_embeddings position_embedding -",
                .. Enumerable.Range(0, 4).SelectMany(i => layer.Select(weight => $"encoder.layer.{i}.{weight.Name} {weight.Role} {i}")),
            ],
            model.Table());
        Assert.Empty(model.Skipped);
        Assert.Equal([0, 1, 44, 45, 46], model.Matrices.Take(5).Select(matrix => matrix.LayerId));
    }

    [FactIfShipped(Model)]
    public void ValuesOfTheShippedModel_AreThoseThatOnnxRuntimeSees()
    {
        using ModelMatrices model = ModelMatrices.Open(_file);
        OnnxModel onnx = OnnxModel.Open(_file);
        var reader = new WeightReader(onnx);
        foreach ((LayerMatrix matrix, WeightMatrix weight) in model.Matrices.Zip(ModelWeights.Find(onnx).Matrices))
        {
            IMatrixValues values = matrix.Values;
            int rows = Math.Min(100, values.Rows), first = values.Rows - rows;
            Assert.Equal(reader.ReadRows(weight, first, rows).Select(value => (double)value), values.ReadBlock(first, rows, 0, values.Columns));
        }
    }
}
