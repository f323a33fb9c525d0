using System.Collections.Immutable;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>Sentences as numbers of words: 1 and up in order of appearance; 0 is the empty word, which what has no translation is aligned to.</summary>
sealed class WordIds
{
    internal WordIds(IEnumerable<ImmutableArray<string>> sentences)
    {
        Dictionary<string, int> ids = [];
        Sentences = [.. sentences.Select(words => words.Select(word =>
        {
            if (!ids.TryGetValue(word, out int id))
                ids.Add(word, id = ids.Count + 1);
            return id;
        }).ToArray())];
        Count = ids.Count + 1;
    }

    internal int[][] Sentences { get; }

    /// <summary>Number of ids, the empty word's included.</summary>
    internal int Count { get; }
}
