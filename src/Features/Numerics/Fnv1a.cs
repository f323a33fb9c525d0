namespace TransferPredict.Features.Numerics;

/// <summary>The 64-bit FNV-1a hash (Fowler, Noll and Vo; RFC 9923): how words are named in data/counts/words.</summary>
public static class Fnv1a
{
    /// <summary>Hashes bytes.</summary>
    public static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in bytes)
            hash = (hash ^ b) * 0x100000001B3;
        return hash;
    }
}
