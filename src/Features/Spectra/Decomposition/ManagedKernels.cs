using System.Buffers;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>The kernels in C#: there on every machine.</summary>
sealed class ManagedKernels : IDecompositionKernels
{
    internal static ManagedKernels Instance { get; } = new();

    public string Name => "managed";

    public void AddGram(ReadOnlySpan<double> block, int rows, int columns, bool ofRows, Span<double> gram)
    {
        (int order, int length) = ofRows ? (rows, columns) : (columns, rows);
        double[] packed = ArrayPool<double>.Shared.Rent(PackedProduct.PackedLength(PackedProduct.Depth, order));
        for (int first = 0; first < length; first += PackedProduct.Depth)
        {
            int depth = Math.Min(PackedProduct.Depth, length - first);
            if (ofRows)
                PackedProduct.PackTransposed(block[first..], columns, depth, order, packed);
            else
                PackedProduct.Pack(block[(first * columns)..], columns, depth, order, packed);
            PackedProduct.Add(packed, order, packed, order, depth, gram, order, fromDiagonal: true);
        }
        ArrayPool<double>.Shared.Return(packed);
    }

    public void Eigenvalues(Span<double> matrix, int order, Span<double> eigenvalues)
    {
        double largest = 0;
        for (int i = 0; i < order; i++)
            largest = Math.Max(largest, Magnitude(matrix.Slice(i * order + i, order - i)));
        eigenvalues[..order].Clear();
        if (largest == 0)
            return;

        int exponent = Math.ILogB(largest);
        double[] diagonal = new double[order], offDiagonal = new double[order];
        BlockTridiagonalization.Reduce(matrix, order, Math.ScaleB(1, -exponent), diagonal, offDiagonal);
        TridiagonalEigenvalues.Compute(diagonal, offDiagonal);
        for (int i = 0; i < order; i++)
            eigenvalues[i] = Math.ScaleB(diagonal[i], exponent);
    }

    public void Triangle(Span<double> matrix, int rows, int columns) => HouseholderTriangle.Reduce(matrix, rows, columns);

    public void SingularValues(Span<double> matrix, int order, Span<double> values)
    {
        matrix = matrix[..(order * order)];
        double largest = Magnitude(matrix);
        values[..order].Clear();
        if (largest == 0)
            return;

        int exponent = Math.ILogB(largest);
        double scale = Math.ScaleB(1, -exponent);
        for (int i = 0; i < matrix.Length; i++)
            matrix[i] *= scale;
        double[] diagonal = new double[order], aboveDiagonal = new double[order];
        Bidiagonalization.Reduce(matrix, order, diagonal, aboveDiagonal);

        // [0 Bᵀ; B 0], its rows and columns shuffled, is tridiagonal with a zero diagonal; its eigenvalues are ±σ (Golub and
        // Kahan, 1965).
        double[] doubled = new double[2 * order], offDiagonal = new double[2 * order];
        for (int i = 0; i < order; i++)
        {
            offDiagonal[2 * i + 1] = diagonal[i];
            if (i + 1 < order)
                offDiagonal[2 * i + 2] = aboveDiagonal[i];
        }
        TridiagonalEigenvalues.Compute(doubled, offDiagonal);
        for (int i = 0; i < order; i++)
            values[i] = Math.ScaleB(Math.Max(0, doubled[order + i]), exponent);
    }

    static double Magnitude(ReadOnlySpan<double> values)
    {
        double largest = 0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }
}
