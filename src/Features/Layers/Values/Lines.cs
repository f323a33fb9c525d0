namespace TransferPredict.Features.Layers.Values;

/// <summary>Some of a matrix's rows or columns: runs of equal length, equally far apart.</summary>
/// <param name="First">The first line.</param>
/// <param name="Length">The lines of a run.</param>
/// <param name="Step">From the start of a run to that of the next.</param>
/// <param name="Runs">The number of runs.</param>
readonly record struct Lines(int First, int Length, int Step, int Runs)
{
    internal int Count => Length * Runs;

    /// <summary>The runs that the numbers make, which ascend; null when they are no such runs.</summary>
    internal static Lines? Of(ReadOnlySpan<int> numbers)
    {
        if (numbers.Length == 0)
            return null;
        int length = 1;
        while (length < numbers.Length && numbers[length] == numbers[0] + length)
            length++;
        if (numbers.Length % length != 0)
            return null;
        int step = length < numbers.Length ? numbers[length] - numbers[0] : length;
        var lines = new Lines(numbers[0], length, step, numbers.Length / length);
        for (int i = 0; i < numbers.Length; i++)
        {
            if (numbers[i] != lines.First + i / length * step + i % length)
                return null;
        }
        return step >= length ? lines : null;
    }
}
