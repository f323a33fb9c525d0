using System.Buffers.Binary;

namespace TransferPredict.Features.Tokenizers.Tries;

/// <summary>
/// SentencePiece's precompiled normalisation map: the size of a trie in bytes (32 bits, little-endian), the trie as a Darts-clone
/// double array (one 32-bit unit a node), and the replacements, each ended by a zero byte; a leaf's value is where its
/// replacement begins. Every unit is checked once on reading, so that no text can lead out of the array.
/// </summary>
sealed class CharacterMap
{
    /// <summary>Bytes: thirty times the longest replacement of NFKC.</summary>
    internal const int LongestReplacement = 1024;

    const int Block = 256;
    const int Ascii = 128;

    readonly uint[] _units;
    readonly byte[] _replacements;
    readonly ulong[] _asciiFollowers = new ulong[Ascii * 4];

    CharacterMap(uint[] units, byte[] replacements)
    {
        (_units, _replacements) = (units, replacements);
        for (int first = 0; first < Ascii; first++)
            if (Follow(0, (byte)first, out int node))
                for (int second = 0; second < Block; second++)
                    if (Follow(node, (byte)second, out _))
                        _asciiFollowers[(first * 4) + (second >> 6)] |= 1UL << (second & 63);
    }

    /// <summary>Reads a map; null, with what is wrong with it, where the bytes are none.</summary>
    internal static CharacterMap? Read(ReadOnlySpan<byte> bytes, out string defect)
    {
        if (bytes.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) is var size && (size == 0 || size % (4 * Block) != 0 || size > bytes.Length - 4))
        {
            defect = $"{bytes.Length:N0} bytes whose trie would have {(bytes.Length < 4 ? "no size" : $"{BinaryPrimitives.ReadUInt32LittleEndian(bytes):N0}")}";
            return null;
        }

        uint[] units = new uint[size / 4];
        for (int i = 0; i < units.Length; i++)
            units[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 + (4 * i))..]);
        byte[] replacements = bytes[(4 + (int)size)..].ToArray();
        defect = Defect(units, replacements) ?? "";
        return defect.Length == 0 ? new CharacterMap(units, replacements) : null;
    }

    /// <summary>The longest or the shortest entry that the text begins with: its length in bytes, 0 where there is none.</summary>
    internal int Match(ReadOnlySpan<byte> text, bool longest, out ReadOnlySpan<byte> replacement)
    {
        replacement = default;
        // In running text hardly an ASCII character begins a longer entry.
        if (text.Length > 1 && text[0] < Ascii && text[1] is var second && (_asciiFollowers[(text[0] * 4) + (second >> 6)] >> (second & 63) & 1) == 0)
            text = text[..1];

        int node = 0, length = 0, value = 0;
        for (int i = 0; i < text.Length && Follow(node, text[i], out node); i++)
            if (HasLeaf(_units[node]))
            {
                (length, value) = (i + 1, Value(_units[node ^ Offset(_units[node])]));
                if (!longest)
                    break;
            }
        if (length > 0)
            replacement = Replacement(_replacements, value);
        return length;
    }

    static string? Defect(uint[] units, byte[] replacements)
    {
        for (int i = 0; i < units.Length; i++)
        {
            if (i > 0 && IsLeaf(units[i]))
                continue;
            long child = i ^ (long)(uint)Offset(units[i]);
            if (child >= units.Length)
                return $"unit {i} of the trie leads to unit {child} of {units.Length}";
            if (HasLeaf(units[i]) && Value(units[child]) is var value)
            {
                if (value >= replacements.Length)
                    return $"unit {i} of the trie leads to byte {value} of {replacements.Length} bytes of replacements";
                if (Replacement(replacements, value).Length > LongestReplacement)
                    return $"a replacement of more than {LongestReplacement} bytes, at byte {value}";
            }
        }
        return null;
    }

    static ReadOnlySpan<byte> Replacement(byte[] replacements, int start)
    {
        ReadOnlySpan<byte> rest = replacements.AsSpan(start, Math.Min(replacements.Length - start, LongestReplacement + 1));
        return rest.IndexOf((byte)0) is var end and >= 0 ? rest[..end] : rest;
    }

    bool Follow(int node, byte label, out int next)
    {
        next = node ^ Offset(_units[node]) ^ label;
        return (_units[next] & (1U << 31 | 0xFF)) == label;
    }

    static bool IsLeaf(uint unit) => unit >> 31 == 1;

    static bool HasLeaf(uint unit) => (unit >> 8 & 1) == 1;

    static int Value(uint unit) => (int)(unit & int.MaxValue);

    static int Offset(uint unit) => (int)(unit >> 10 << (int)((unit & (1U << 9)) >> 6));
}
