using System.Buffers;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// R of the QR factorisation of lines too many to hold: blocks of them are put below the R of those before and factored again
/// (Demmel, Grigori, Hoemmen and Langou, "Communication-optimal parallel and sequential QR", 2012).
/// </summary>
static class BlockTriangle
{
    /// <summary>Computes a matrix of the same singular values as the lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="options">Kernels and sizes.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="triangle">Takes R, Order x Order; where the lines are as many as that, the lines themselves.</param>
    /// <param name="cancellation">Ends the work early.</param>
    internal static void Compute(FiniteLines lines, DecompositionOptions options, int threads, Memory<double> triangle, CancellationToken cancellation)
    {
        int order = lines.Order, size = order * order;
        if (lines.Length == order)
        {
            _ = lines.Read(0, order, triangle.Span);
            return;
        }
        int parts = options.Parts(lines.Length, order);
        double[] pair = ArrayPool<double>.Shared.Rent(parts > 1 ? 2 * size : 0);
        try
        {
            OrderedWork.Run(parts, threads, () => new Part(lines, options), (i, part) => part.Compute(i, parts, cancellation), (i, part) =>
            {
                if (i > 0)
                {
                    triangle.Span.CopyTo(pair);
                    part.Triangle.CopyTo(pair.AsSpan(size));
                    options.Kernels.Triangle(pair.AsSpan(0, 2 * size), 2 * order, order);
                }
                (i > 0 ? pair.AsSpan(0, size) : part.Triangle).CopyTo(triangle.Span);
            });
        }
        finally
        {
            ArrayPool<double>.Shared.Return(pair);
        }
    }

    sealed class Part(FiniteLines lines, DecompositionOptions options) : IDisposable
    {
        readonly int _count = options.StackLines(lines.Length, lines.Order);
        readonly double[] _stack = ArrayPool<double>.Shared.Rent(options.StackLines(lines.Length, lines.Order) * lines.Order);

        internal Span<double> Triangle => _stack.AsSpan(0, lines.Order * lines.Order);

        internal void Compute(int part, int parts, CancellationToken cancellation)
        {
            int order = lines.Order, held = 0;
            int end = (int)((long)lines.Length * (part + 1) / parts);
            for (int first = (int)((long)lines.Length * part / parts), count; first < end; first += count)
            {
                cancellation.ThrowIfCancellationRequested();
                count = Math.Min(_count - held, end - first);
                lines.ReadAsRows(first, count, options.BlockLines(lines.Length, order), _stack.AsSpan(held * order, count * order));
                options.Kernels.Triangle(_stack.AsSpan(0, (held + count) * order), held + count, order);
                held = order;
            }
        }

        public void Dispose() => ArrayPool<double>.Shared.Return(_stack);
    }
}
