using System.Text;

namespace TransferPredict.Features.Numerics;

/// <summary>
/// SplitMix64 (Steele, Lea and Flood, OOPSLA 2014): the same numbers for the same name and seed on every machine and in every
/// version of .NET, which <see cref="Random"/> does not promise.
/// </summary>
public struct SeededRandom
{
    ulong _state;

    /// <summary>Starts a stream of its own for each name: adding a language changes no other language's draws.</summary>
    /// <param name="seed">Any number; another seed gives other streams.</param>
    /// <param name="name">What the numbers are for, such as "fao_Latn/token/3".</param>
    public SeededRandom(long seed, string name) => _state = Fnv1a.Hash(Encoding.UTF8.GetBytes(name)) ^ (ulong)seed * 0x9E3779B97F4A7C15;

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        ulong z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }

    /// <summary>A whole number from 0 to <paramref name="limit"/> - 1, every one equally likely up to 2^-32.</summary>
    /// <param name="limit">1 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is below 1.</exception>
    public int Next(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        return (int)((Next() >> 32) * (ulong)limit >> 32);
    }

    /// <summary>Moves a random choice of <paramref name="count"/> of the items to the front, in random order (Fisher and Yates).</summary>
    /// <param name="items">The items.</param>
    /// <param name="count">0 to the number of items.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative or more than there are.</exception>
    public void ShuffleFront<T>(Span<T> items, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, items.Length);
        for (int i = 0; i < count; i++)
        {
            int j = i + Next(items.Length - i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
