using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Representations.Vectors;

/// <summary>
/// Draws a sample of at most N items from a stream of unknown length, every item equally likely: each item draws a number, and
/// the N smallest are kept ("bottom-k sampling"; Cohen and Kaplan, PODC 2007). The order of the numbers is a random order.
/// </summary>
sealed class WordSampler
{
    readonly PriorityQueue<int, (ulong Key, int Slot)> _kept = new(Comparer<(ulong Key, int Slot)>.Create((a, b) => b.CompareTo(a)));
    readonly int _size;
    readonly List<ulong> _keys = [];
    SeededRandom _random;

    internal WordSampler(int size, long seed, string name) => (_size, _random) = (size, new SeededRandom(seed, $"{name}/words"));

    /// <summary>The number of items kept.</summary>
    internal int Count => _keys.Count;

    /// <summary>Offers the next item; the slot it shall take, whose item if there was one leaves, or null.</summary>
    internal int? Offer()
    {
        ulong key = _random.Next();
        int slot = Count;
        if (slot < _size)
        {
            _keys.Add(key);
        }
        else
        {
            if (!_kept.TryPeek(out _, out (ulong Key, int) largest) || key >= largest.Key)
                return null;
            slot = _kept.Dequeue();
            _keys[slot] = key;
        }
        _kept.Enqueue(slot, (key, slot));
        return slot;
    }

    /// <summary>The slots in random order.</summary>
    internal int[] Order()
    {
        int[] slots = [.. Enumerable.Range(0, Count)];
        Array.Sort([.. _keys], slots);
        return slots;
    }
}
