namespace TransferPredict.Features.Representations.States;

/// <summary>Which stack of layers hidden states come from.</summary>
public enum ModelSide
{
    /// <summary>The encoder; models without a decoder are one.</summary>
    Encoder,
    /// <summary>The decoder.</summary>
    Decoder,
}
