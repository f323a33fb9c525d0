namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>A text under normalisation, with the place in the original that each byte comes from.</summary>
sealed class NormalizedBytes
{
    byte[] _bytes = new byte[256];
    int[] _origins = new int[256];

    internal int Length { get; private set; }

    internal ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, Length);

    /// <summary>Origin of each byte and, after the last, of the end.</summary>
    internal ReadOnlySpan<int> Origins => _origins.AsSpan(0, Length + 1);

    internal void Clear() => Length = 0;

    internal void Append(ReadOnlySpan<byte> bytes, int origin)
    {
        // One origin more than bytes: that of the end.
        if (Length + bytes.Length + 1 > _bytes.Length)
        {
            int capacity = Math.Max(Length + bytes.Length + 1, 2 * _bytes.Length);
            Array.Resize(ref _bytes, capacity);
            Array.Resize(ref _origins, capacity);
        }
        if (bytes.Length == 1)
        {
            _bytes[Length] = bytes[0];
            _origins[Length] = origin;
        }
        else
        {
            bytes.CopyTo(_bytes.AsSpan(Length));
            _origins.AsSpan(Length, bytes.Length).Fill(origin);
        }
        Length += bytes.Length;
    }

    /// <summary>Takes bytes off the end; returns where the first of them came from.</summary>
    internal int RemoveLast(int count) => _origins[Length -= count];

    internal void SetEnd(int origin) => _origins[Length] = origin;
}
