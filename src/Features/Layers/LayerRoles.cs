namespace TransferPredict.Features.Layers;

/// <summary>Roles as tables write them.</summary>
public static class LayerRoles
{
    /// <summary>The role's word, such as "attention.query" or "ffn.in".</summary>
    public static string NameOf(LayerRole role) => role switch
    {
        LayerRole.Other => "other",
        LayerRole.TokenEmbedding => "token_embedding",
        LayerRole.PositionEmbedding => "position_embedding",
        LayerRole.AttentionQuery => "attention.query",
        LayerRole.AttentionKey => "attention.key",
        LayerRole.AttentionValue => "attention.value",
        LayerRole.AttentionOutput => "attention.output",
        LayerRole.FeedForwardIn => "ffn.in",
        LayerRole.FeedForwardOut => "ffn.out",
        LayerRole.Pooler => "pooler",
        LayerRole.LanguageModelHead => "lm_head",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "A role that has no name."),
    };
}
