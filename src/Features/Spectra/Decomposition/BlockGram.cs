using System.Buffers;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>The Gram matrix of lines: the sum of their outer products, block after block.</summary>
static class BlockGram
{
    /// <summary>Sums the outer products of all lines.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="options">Kernels and sizes.</param>
    /// <param name="threads">The most threads to use.</param>
    /// <param name="gram">Takes the diagonal and the triangle above it.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The largest magnitude among the values.</returns>
    internal static double Compute(FiniteLines lines, DecompositionOptions options, int threads, Memory<double> gram, CancellationToken cancellation)
    {
        int parts = options.Parts(lines.Length, lines.Order);
        double largest = 0;
        gram.Span.Clear();
        OrderedWork.Run(parts, threads, () => new Part(lines, options), (i, part) => part.Compute(i, parts, cancellation), (_, part) =>
        {
            largest = Math.Max(largest, part.Largest);
            HouseholderReflector.AddScaled(1, part.Gram, gram.Span);
        });
        return largest;
    }

    sealed class Part(FiniteLines lines, DecompositionOptions options) : IDisposable
    {
        readonly int _count = options.BlockLines(lines.Length, lines.Order);
        readonly double[] _gram = ArrayPool<double>.Shared.Rent(lines.Order * lines.Order);
        readonly double[] _block = ArrayPool<double>.Shared.Rent(options.BlockLines(lines.Length, lines.Order) * lines.Order);

        internal Span<double> Gram => _gram.AsSpan(0, lines.Order * lines.Order);

        internal double Largest { get; private set; }

        internal void Compute(int part, int parts, CancellationToken cancellation)
        {
            Gram.Clear();
            Largest = 0;
            int end = (int)((long)lines.Length * (part + 1) / parts);
            for (int first = (int)((long)lines.Length * part / parts); first < end; first += _count)
            {
                cancellation.ThrowIfCancellationRequested();
                int count = Math.Min(_count, end - first);
                Span<double> block = _block.AsSpan(0, count * lines.Order);
                Largest = Math.Max(Largest, lines.Read(first, count, block));
                (int rows, int columns) = lines.IsWide ? (lines.Order, count) : (count, lines.Order);
                options.Kernels.AddGram(block, rows, columns, lines.IsWide, Gram);
            }
        }

        public void Dispose()
        {
            ArrayPool<double>.Shared.Return(_gram);
            ArrayPool<double>.Shared.Return(_block);
        }
    }
}
