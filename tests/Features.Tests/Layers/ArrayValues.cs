using TransferPredict.Features.Layers;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Layers;

/// <summary>A matrix in memory.</summary>
sealed class ArrayValues(float[] values, int rows, int columns) : IMatrixValues
{
    public int Rows => rows;

    public int Columns => columns;

    public void Read(int row, int blockRows, int column, int blockColumns, Span<double> result)
    {
        Assert.Equal(blockRows * blockColumns, result.Length);
        for (int i = 0; i < blockRows; i++)
        {
            for (int j = 0; j < blockColumns; j++)
                result[i * blockColumns + j] = values[(row + i) * columns + column + j];
        }
    }

    internal LayerMatrix Layer(string name, int id = 0, LayerRole role = LayerRole.Other, int? index = null) => new()
    {
        LayerId = id,
        Name = name,
        OnnxName = $"onnx::{name}",
        File = "model.onnx",
        Role = role,
        LayerIndex = index,
        Values = this,
    };
}
