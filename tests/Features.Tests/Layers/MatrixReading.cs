using TransferPredict.Features.Layers;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Layers;

/// <summary>Whole matrices and tables of them, for tests.</summary>
static class MatrixReading
{
    internal static double[] ReadAll(this IMatrixValues matrix)
    {
        double[] values = new double[matrix.Rows * matrix.Columns];
        matrix.Read(0, matrix.Rows, 0, matrix.Columns, values);
        return values;
    }

    internal static double[] ReadBlock(this IMatrixValues matrix, int row, int rows, int column, int columns)
    {
        double[] values = new double[rows * columns];
        matrix.Read(row, rows, column, columns, values);
        return values;
    }

    /// <summary>Name, role and layer of every matrix, such as "a.query attention.query 0".</summary>
    internal static string[] Table(this ModelMatrices model) =>
        [.. model.Matrices.Select(matrix => $"{matrix.Name} {LayerRoles.NameOf(matrix.Role)} {(matrix.LayerIndex is { } layer ? layer : "-")}")];

    internal static float[] Counted(int count, float from = 1) => [.. Enumerable.Range(0, count).Select(i => from + i)];
}
