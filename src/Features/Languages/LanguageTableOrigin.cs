namespace TransferPredict.Features.Languages;

/// <summary>What a table of language spectra was made from; another origin means that it must be made again.</summary>
/// <param name="ModelHash">SHA-256 of the file with the model's token embedding.</param>
/// <param name="CountsHash">SHA-256 over all token counts.</param>
/// <param name="SchemaHash">Hash of the feature schema.</param>
/// <param name="Options">The sampling, in words.</param>
public sealed record LanguageTableOrigin(string ModelHash, string CountsHash, string SchemaHash, string Options);
