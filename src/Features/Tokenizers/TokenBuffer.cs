namespace TransferPredict.Features.Tokenizers;

/// <summary>Tokens as they are found; reused from text to text.</summary>
sealed class TokenBuffer
{
    Token[] _tokens = new Token[64];

    internal int Count { get; private set; }

    internal Span<Token> Tokens => _tokens.AsSpan(0, Count);

    internal void Clear() => Count = 0;

    /// <summary>Drops what comes after the first tokens.</summary>
    internal void Truncate(int count) => Count = count;

    internal void Add(int id, int start, int end)
    {
        if (Count == _tokens.Length)
            Array.Resize(ref _tokens, 2 * Count);
        _tokens[Count++] = new Token(id, start, end);
    }
}
