using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Languages;

/// <summary>Seeded draws from a language's token counts (<see cref="SpectrumSampling"/>): which embedding rows, and how often.</summary>
public static class TokenDraws
{
    /// <summary>Draws tokens of the text without replacement, repeated words kept.</summary>
    /// <param name="tokens">The text's counts.</param>
    /// <param name="count">Tokens to draw.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <returns>Distinct ids ascending with how often each was drawn; null when the text has fewer tokens.</returns>
    public static (int[] Ids, int[] Multiplicity)? ByToken(SparseCounts tokens, int count, SeededRandom random)
    {
        if (tokens.Total < count)
            return null;
        int[] places = Places(checked((int)tokens.Total), count, random);
        long[] ends = new long[tokens.Types];
        long end = 0;
        for (int i = 0; i < ends.Length; i++)
            ends[i] = end += tokens.Counts[i];
        int[] drawn = new int[count];
        for (int i = 0; i < count; i++)
        {
            // The type whose tokens include the place: the first that ends after it.
            int at = Array.BinarySearch(ends, places[i] + 1L);
            drawn[i] = IdOf(tokens, at >= 0 ? at : ~at);
        }
        return Group(drawn);
    }

    /// <summary>Draws distinct tokens, without replacement, from those the text uses at least twice.</summary>
    /// <param name="tokens">The text's counts.</param>
    /// <param name="count">Different tokens to draw.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <returns>Ids ascending, each once; null when fewer are used twice.</returns>
    public static (int[] Ids, int[] Multiplicity)? ByType(SparseCounts tokens, int count, SeededRandom random)
    {
        List<int> types = [];
        for (int i = 0; i < tokens.Types; i++)
            if (tokens.Counts[i] >= 2)
                types.Add(IdOf(tokens, i));
        if (types.Count < count)
            return null;
        int[] pool = [.. types];
        random.ShuffleFront<int>(pool, count);
        return Group(pool.AsSpan(0, count));
    }

    /// <summary>
    /// Splits a text in two halves at random, token by token (of an odd number the second has one more): two samples of one language, whose distance is the noise floor of
    /// every similarity.
    /// </summary>
    /// <param name="tokens">The text's counts.</param>
    /// <param name="language">Code of the language: the name of its stream of chance.</param>
    public static (SparseCounts First, SparseCounts Second) Halves(SparseCounts tokens, string language)
    {
        var random = new SeededRandom(SpectrumSampling.Seed, $"{language}/halves");
        List<(ulong Key, int Count)> first = [], second = [];
        int left = checked((int)tokens.Total), wanted = left / 2;
        for (int i = 0; i < tokens.Types; i++)
        {
            // Selection sampling (Knuth, volume 2, algorithm S): every choice of half the tokens is equally likely.
            int taken = 0;
            for (int n = 0; n < tokens.Counts[i]; n++, left--)
                if (random.Next(left) < wanted - taken)
                    taken++;
            wanted -= taken;
            if (taken > 0)
                first.Add((tokens.Keys[i], taken));
            if (tokens.Counts[i] > taken)
                second.Add((tokens.Keys[i], tokens.Counts[i] - taken));
        }
        return (SparseCounts.Of(first), SparseCounts.Of(second));
    }

    /// <summary>
    /// The first places of a shuffled text, as <see cref="SeededRandom.ShuffleFront"/> would put them there, without the text:
    /// only what a swap has moved is kept, so that memory does not grow with the text.
    /// </summary>
    static int[] Places(int total, int count, SeededRandom random)
    {
        Dictionary<int, int> moved = [];
        int[] places = new int[count];
        for (int i = 0; i < count; i++)
        {
            int j = i + random.Next(total - i);
            places[i] = moved.GetValueOrDefault(j, j);
            moved[j] = moved.GetValueOrDefault(i, i);
        }
        return places;
    }

    static int IdOf(SparseCounts tokens, int type) => tokens.Keys[type] <= int.MaxValue
        ? (int)tokens.Keys[type]
        : throw new ArgumentException($"The key {tokens.Keys[type]} is no token id; expected at most {int.MaxValue}.", nameof(tokens));

    static (int[] Ids, int[] Multiplicity) Group(Span<int> drawn)
    {
        drawn.Sort();
        List<int> ids = [], multiplicity = [];
        foreach (int id in drawn)
        {
            if (ids.Count > 0 && ids[^1] == id)
                multiplicity[^1]++;
            else
            {
                ids.Add(id);
                multiplicity.Add(1);
            }
        }
        return ([.. ids], [.. multiplicity]);
    }
}
