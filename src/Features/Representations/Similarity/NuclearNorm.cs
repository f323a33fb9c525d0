using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Representations.Similarity;

/// <summary>The sum of a matrix's singular values.</summary>
static class NuclearNorm
{
    internal static double Compute(double[] matrix, int columns)
    {
        double sum = 0;
        foreach (double value in MatrixSpectrum.Compute(new Values(matrix, columns)).SingularValues)
            sum += value;
        return sum;
    }

    sealed class Values(double[] values, int columns) : IMatrixValues
    {
        public int Rows => values.Length / columns;

        public int Columns => columns;

        public void Read(int row, int rows, int column, int count, Span<double> target)
        {
            for (int i = 0; i < rows; i++)
                values.AsSpan((row + i) * columns + column, count).CopyTo(target.Slice(i * count, count));
        }
    }
}
