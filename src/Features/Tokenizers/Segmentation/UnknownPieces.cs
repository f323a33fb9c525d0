namespace TransferPredict.Features.Tokenizers.Segmentation;

/// <summary>What becomes of characters that no piece covers: one unknown token for a run of them, or the tokens of their bytes.</summary>
/// <param name="Id">Id of the unknown token.</param>
/// <param name="Bytes">Ids of the 256 byte tokens, -1 where one is missing; null without byte fallback.</param>
sealed record UnknownPieces(int Id, int[]? Bytes)
{
    /// <summary>What the unknown token is written as, where text that says so stays that token; empty where it does not.</summary>
    internal byte[] Literal { get; init; } = [];

    /// <summary>Replaces the unknown tokens, one a character, from a place on.</summary>
    /// <param name="text">The text whose bytes the tokens name.</param>
    /// <param name="tokens">The tokens.</param>
    /// <param name="first">The first of them to look at.</param>
    internal void Settle(ReadOnlySpan<byte> text, TokenBuffer tokens, int first)
    {
        int known = first;
        while (known < tokens.Count && tokens.Tokens[known].Id != Id)
            known++;
        if (known == tokens.Count)
            return;

        Token[] rest = tokens.Tokens[known..].ToArray();
        tokens.Truncate(known);
        for (int i = 0; i < rest.Length;)
        {
            int end = i;
            while (end < rest.Length && rest[end].Id == Id)
                end++;
            if (end == i)
                tokens.Add(rest[i].Id, rest[i].Start, rest[i++].End);
            else
            {
                AddRun(text, tokens, rest.AsSpan(i..end));
                i = end;
            }
        }
    }

    void AddRun(ReadOnlySpan<byte> text, TokenBuffer tokens, ReadOnlySpan<Token> run)
    {
        bool asBytes = Bytes is not null && !text[run[0].Start..run[^1].End].SequenceEqual(Literal);
        for (int i = run[0].Start; asBytes && i < run[^1].End; i++)
            asBytes = Bytes![text[i]] >= 0;
        if (!asBytes)
            tokens.Add(Id, run[0].Start, run[^1].End);
        else
            foreach (Token character in run)
                for (int i = character.Start; i < character.End; i++)
                    tokens.Add(Bytes![text[i]], character.Start, character.End);
    }
}
