namespace TransferPredict.Features.Layers.Topology;

/// <summary>
/// Where in a tensor the columns of a product lie: the tensor's axes, of which some together run through columns, in row-major
/// order, and the others through texts and tokens.
/// </summary>
/// <param name="Axes">For each axis its length where it runs through columns, else null.</param>
/// <param name="Columns">The columns' numbers in the product, as many as those lengths multiply to.</param>
sealed record ColumnLayout(IReadOnlyList<int?> Axes, int[] Columns)
{
    /// <summary>A product's own layout.</summary>
    internal static ColumnLayout Of(int columns, int rank) =>
        new([.. Enumerable.Repeat<int?>(null, rank - 1), columns], [.. Enumerable.Range(0, columns)]);

    /// <summary>Some of an axis; null when the axis does not run through columns or has no such part.</summary>
    internal ColumnLayout? Select(long axis, long start, long length)
    {
        if (At(axis) is not { } at || Axes[at] is not { } size || start < 0 || length < 1 || start > size - length)
            return null;
        int inner = 1;
        for (int i = at + 1; i < Axes.Count; i++)
            inner *= Axes[i] ?? 1;
        int[] kept = [.. Columns.Where((_, i) => i / inner % size >= start && i / inner % size < start + length)];
        return new ColumnLayout([.. Axes.Select((other, i) => i == at ? (int)length : other)], kept);
    }

    /// <summary>One of an axis, which is then gone.</summary>
    internal ColumnLayout? Pick(long axis, long index) =>
        At(axis) is { } at && Select(axis, index < 0 ? index + (Axes[at] ?? 0) : index, 1) is { } one ? one.Without(at) : null;

    /// <summary>The length of an axis of columns.</summary>
    internal int? LengthOf(long axis) => At(axis) is { } at ? Axes[at] : null;

    /// <summary>Without an axis of one column or of no columns.</summary>
    internal ColumnLayout? Squeeze(long axis) => At(axis) is { } at && Axes[at] is null or 1 ? Without(at) : null;

    /// <summary>With one more axis, which has length 1.</summary>
    internal ColumnLayout? Unsqueeze(long axis)
    {
        long at = axis < 0 ? axis + Axes.Count + 1 : axis;
        return at < 0 || at > Axes.Count ? null : this with { Axes = [.. Axes.Take((int)at), null, .. Axes.Skip((int)at)] };
    }

    /// <summary>With the axes in another order.</summary>
    internal ColumnLayout? Transpose(IReadOnlyList<long> permutation)
    {
        if (permutation.Count != Axes.Count || !permutation.Order().Select((axis, i) => axis == i).All(same => same))
            return null;
        int[] strides = new int[Axes.Count];
        for (int i = Axes.Count - 1, stride = 1; i >= 0; stride *= Axes[i] ?? 1, i--)
            strides[i] = stride;
        int[] order = [0];
        foreach (long axis in permutation)
            order = [.. order.SelectMany(place => Enumerable.Range(0, Axes[(int)axis] ?? 1).Select(i => place + i * strides[axis]))];
        return new ColumnLayout([.. permutation.Select(axis => Axes[(int)axis])], [.. order.Select(place => Columns[place])]);
    }

    /// <summary>
    /// In another shape. The columns must be the last axes before; texts and tokens are taken to be two axes where a length
    /// is not known.
    /// </summary>
    /// <param name="shape">Lengths as Reshape takes them: 0 keeps an axis, -1 is what is left, less is not known.</param>
    internal ColumnLayout? Reshape(IReadOnlyList<long> shape)
    {
        int leading = Axes.TakeWhile(axis => axis == null).Count();
        if (Axes.Skip(leading).Contains(null))
            return null;
        long[] lengths = [.. shape.Select((length, i) => length == 0 && i < Axes.Count ? Axes[i] ?? -2 : length)];
        long missing = Columns.Length, product = 1;
        foreach (long length in lengths.Skip(2).Where(length => length > 0))
            product *= length;
        int unknown = lengths.Skip(2).Count(length => length < 0);
        if (unknown == 1 && product is > 0 and < int.MaxValue && missing % product == 0)
            lengths[Array.FindIndex(lengths, 2, length => length < 0)] = missing / product;

        int first = lengths.Length;
        while (missing > 1 && first > 0 && lengths[first - 1] > 0 && missing % lengths[first - 1] == 0)
            missing /= lengths[--first];
        return missing == 1 ? this with { Axes = [.. lengths.Select((length, i) => i < first ? null : (int?)length)] } : null;
    }

    ColumnLayout Without(int axis) => this with { Axes = [.. Axes.Where((_, i) => i != axis)] };

    int? At(long axis)
    {
        long at = axis < 0 ? axis + Axes.Count : axis;
        return at >= 0 && at < Axes.Count ? (int)at : null;
    }
}
