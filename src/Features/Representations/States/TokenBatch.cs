namespace TransferPredict.Features.Representations.States;

/// <summary>Sentences side by side, filled up to the longest.</summary>
sealed class TokenBatch
{
    internal TokenBatch(IReadOnlyList<EncodedSentence> sentences, int padToken)
    {
        Sentences = sentences;
        Length = sentences.Max(sentence => sentence.Length);
        Tokens = new long[sentences.Count * Length];
        Mask = new long[Tokens.Length];
        Tokens.AsSpan().Fill(padToken);
        for (int i = 0; i < sentences.Count; i++)
        {
            ReadOnlySpan<int> tokens = sentences[i].Tokens;
            for (int j = 0; j < tokens.Length; j++)
            {
                Tokens[i * Length + j] = tokens[j];
                Mask[i * Length + j] = 1;
            }
        }
    }

    internal IReadOnlyList<EncodedSentence> Sentences { get; }

    /// <summary>Tokens of the longest sentence.</summary>
    internal int Length { get; }

    /// <summary>Sentences x length token ids.</summary>
    internal long[] Tokens { get; }

    /// <summary>1 for a sentence's own tokens, 0 behind them.</summary>
    internal long[] Mask { get; }

    /// <summary>Positions counted from <paramref name="first"/> on; behind a sentence, the one before the first (or 0).</summary>
    internal long[] Positions(int first)
    {
        long[] positions = new long[Tokens.Length];
        for (int i = 0; i < positions.Length; i++)
            positions[i] = Mask[i] == 1 ? first + i % Length : Math.Max(0, first - 1);
        return positions;
    }
}
