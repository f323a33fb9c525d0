namespace TransferPredict.Features.Representations.Vectors;

/// <summary>What is kept of a language's hidden states, and how the model is fed. Everything here but nothing else changes results.</summary>
public sealed record RepresentationOptions
{
    /// <summary>The most word vectors kept of a language: a seeded sample of all its words, the same words in every layer.</summary>
    public int MaxWords { get; init; } = 20_000;

    /// <summary>
    /// How many sentences, from the first on, a vector of each is kept of: what parallel text needs. 0 keeps none.
    /// </summary>
    public int MaxSentences { get; init; }

    /// <summary>Chooses the sample.</summary>
    public long Seed { get; init; } = 20261121;

    /// <summary>The most sentences in a batch.</summary>
    public int BatchSentences { get; init; } = 32;

    /// <summary>The most tokens in a batch, padding included; one sentence may have more.</summary>
    public int BatchTokens { get; init; } = 4096;

    /// <summary>Sentences sorted by length at a time: more waste less on padding, and are all in memory.</summary>
    public int Window { get; init; } = 1024;
}
