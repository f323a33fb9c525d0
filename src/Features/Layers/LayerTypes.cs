namespace TransferPredict.Features.Layers;

/// <summary>WeightWatcher's layer_type of a matrix.</summary>
public static class LayerTypes
{
    /// <summary>A matrix that vectors are multiplied by.</summary>
    public const string Dense = "dense";

    /// <summary>A matrix that rows are looked up in.</summary>
    public const string Embedding = "embedding";

    /// <summary>The type that a role tells.</summary>
    public static string Of(LayerRole role) => role is LayerRole.TokenEmbedding or LayerRole.PositionEmbedding ? Embedding : Dense;
}
