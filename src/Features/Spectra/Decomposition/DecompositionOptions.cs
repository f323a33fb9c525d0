namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>How a spectrum is computed. The sizes decide in which order values are summed, so never follow the number of threads.</summary>
sealed record DecompositionOptions
{
    const int MaxParts = 32;
    const int MinBlockLines = 16;

    /// <summary>The kernels.</summary>
    internal required IDecompositionKernels Kernels { get; init; }

    /// <summary>About how many values are read at a time.</summary>
    internal int BlockElements { get; init; } = 1 << 19;

    /// <summary>About how many values a QR factorisation takes at a time.</summary>
    internal int StackElements { get; init; } = 1 << 21;

    /// <summary>About how many values a part of the matrix has; parts are worked on side by side.</summary>
    internal int PartElements { get; init; } = 1 << 21;

    /// <summary>The number of parts of a matrix of <paramref name="length"/> lines of <paramref name="order"/> values.</summary>
    internal int Parts(int length, int order) => (int)Math.Clamp((long)length * order / PartElements, 1, Math.Min(MaxParts, length / order));

    /// <summary>The number of lines that are read at a time.</summary>
    internal int BlockLines(int length, int order) => Math.Min(length, Math.Max(MinBlockLines, BlockElements / order));

    /// <summary>The number of lines that a QR factorisation takes at a time.</summary>
    internal int StackLines(int length, int order) => Math.Min(length, Math.Max(2 * order, StackElements / order));
}
