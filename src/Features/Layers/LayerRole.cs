namespace TransferPredict.Features.Layers;

/// <summary>What a weight matrix does in a transformer.</summary>
public enum LayerRole
{
    /// <summary>Nothing tells, or none of the others.</summary>
    Other,

    /// <summary>Looked up by tokens.</summary>
    TokenEmbedding,

    /// <summary>Looked up by positions, or by distances between them.</summary>
    PositionEmbedding,

    /// <summary>Makes the queries of an attention.</summary>
    AttentionQuery,

    /// <summary>Makes the keys of an attention.</summary>
    AttentionKey,

    /// <summary>Makes the values of an attention.</summary>
    AttentionValue,

    /// <summary>Mixes the heads of an attention.</summary>
    AttentionOutput,

    /// <summary>Goes into a feed-forward block: its first matrix, and the gate of a gated one.</summary>
    FeedForwardIn,

    /// <summary>Comes out of a feed-forward block: its last matrix.</summary>
    FeedForwardOut,

    /// <summary>BERT's pooler over the first token.</summary>
    Pooler,

    /// <summary>Gives the scores of the tokens.</summary>
    LanguageModelHead,
}
