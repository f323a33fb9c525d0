namespace TransferPredict.Features.Tokenizers;

/// <summary>A token that a model expects around a text.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TypeId">Its token type, 0 or 1.</param>
public readonly record struct SpecialToken(int Id, int TypeId);
