using System.Collections.Immutable;

namespace TransferPredict.Features.Tokenizers;

/// <summary>Where a text's words lie, and which of them a token belongs to.</summary>
static class WordPlaces
{
    /// <summary>The runs of a text that are not white space; a text of nothing else is one word.</summary>
    internal static List<(int Start, int End)> Find(string text)
    {
        var words = new List<(int, int)>();
        for (int at = 0; at < text.Length;)
        {
            int start = at;
            while (at < text.Length && !char.IsWhiteSpace(text[at]))
                at++;
            if (at > start)
                words.Add((start, at));
            while (at < text.Length && char.IsWhiteSpace(text[at]))
                at++;
        }
        if (words.Count == 0)
            words.Add((0, text.Length));
        return words;
    }

    /// <summary>Gives each token its word.</summary>
    /// <param name="tokens">The tokens, with their places in the text.</param>
    /// <param name="words">The words' places, from left to right; at least one where there are tokens.</param>
    /// <param name="spaceFollowsWord">Whether white space goes with the word before it, not with the one behind it.</param>
    internal static ImmutableArray<int> Assign(ReadOnlySpan<Token> tokens, List<(int Start, int End)> words, bool spaceFollowsWord)
    {
        ImmutableArray<int>.Builder assigned = ImmutableArray.CreateBuilder<int>(tokens.Length);
        int word = 0;
        foreach (Token token in tokens)
        {
            // Tokens come from left to right, yet composed characters may step back by one.
            while (word > 0 && (spaceFollowsWord ? words[word].Start > token.Start : words[word - 1].End > token.Start))
                word--;
            while (word + 1 < words.Count && (spaceFollowsWord ? words[word + 1].Start <= token.Start : words[word].End <= token.Start))
                word++;
            assigned.Add(word);
        }
        return assigned.MoveToImmutable();
    }
}
