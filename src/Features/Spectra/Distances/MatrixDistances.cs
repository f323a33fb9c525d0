using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Spectra.Distances;

/// <summary>WeightWatcher's distances between two matrices of one shape, read block by block.</summary>
public static class MatrixDistances
{
    const int BlockElements = 1 << 18; // 2 MB of each matrix at a time, or one row or column

    /// <summary>
    /// Measures the distances. Besides the blocks, memory holds three square matrices of the smaller dimension: for R x C with
    /// R > C, W₁ᵀW₂, W₁ᵀW₁ and W₂ᵀW₂; otherwise W₁W₁ᵀ and W₂W₂ᵀ, whose inner product is ‖W₁ᵀW₂‖². The result has the same
    /// bits for any number of threads.
    /// </summary>
    /// <param name="first">The matrix W₁.</param>
    /// <param name="second">The matrix W₂.</param>
    /// <param name="threads">Threads to work with, 1 or more.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="NotFiniteValueException">A value is NaN or infinite; one such is named.</exception>
    public static MatrixDistanceResult Measure(
        IMatrixValues first, IMatrixValues second, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        (int rows, int columns) = (first.Rows, first.Columns);
        if (second.Rows != rows || second.Columns != columns)
        {
            return new MatrixDistanceResult.Failed(
                $"Matrices of {rows} x {columns} and {second.Rows} x {second.Columns} cannot be compared; equal shapes are needed.");
        }

        bool isTall = rows > columns;
        int order = Math.Min(rows, columns), length = Math.Max(rows, columns);
        int step = Math.Clamp(BlockElements / order, 1, length);
        double[] firstBlock = new double[order * step], secondBlock = new double[order * step];
        InnerProducts firstSelf = new(order, isSymmetric: true), secondSelf = new(order, isSymmetric: true);
        InnerProducts? cross = isTall ? new InnerProducts(order, isSymmetric: false) : null;
        double squares = 0;
        for (int start = 0; start < length; start += step)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(step, length - start);
            Read(first, start, count, isTall, firstBlock.AsSpan(0, count * order));
            Read(second, start, count, isTall, secondBlock.AsSpan(0, count * order));
            for (int i = 0; i < count * order; i++)
                squares += (firstBlock[i] - secondBlock[i]) * (firstBlock[i] - secondBlock[i]);
            firstSelf.Add(firstBlock, firstBlock, count, !isTall, threads);
            secondSelf.Add(secondBlock, secondBlock, count, !isTall, threads);
            cross?.Add(firstBlock, secondBlock, count, !isTall, threads);
        }
        double overlap = cross == null ? Math.Max(0, firstSelf.Dot(secondSelf)) : cross.Dot(cross);
        double self = Math.Sqrt(firstSelf.Dot(firstSelf)) * Math.Sqrt(secondSelf.Dot(secondSelf));
        return new MatrixDistanceResult.Measured(Math.Sqrt(squares), Math.Sqrt(overlap), Math.Sqrt(self));
    }

    static void Read(IMatrixValues matrix, int start, int count, bool rows, Span<double> values)
    {
        int columns = rows ? matrix.Columns : count;
        if (rows)
            matrix.Read(start, count, 0, columns, values);
        else
            matrix.Read(0, matrix.Rows, start, count, values);
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]))
                throw new NotFiniteValueException(values[i], (rows ? start : 0) + i / columns, (rows ? 0 : start) + i % columns);
        }
    }
}
