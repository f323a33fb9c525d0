using TransferPredict.Features.Tokenizers.Pipeline;
using TransferPredict.Features.Tokenizers.SentencePiece;

namespace TransferPredict.Features.Tokenizers;

/// <summary>The files that make up a tokenizer.</summary>
/// <param name="Path">The tokenizer itself.</param>
/// <param name="Folder">The model's folder, whose configuration is heeded; null for a file that speaks for itself.</param>
sealed record TokenizerFiles(string Path, string? Folder)
{
    const string Json = "tokenizer.json";
    const string Words = "vocab.txt";

    /// <summary>Names looked for in a folder, the first that is there counts.</summary>
    internal static readonly string[] Names = [Json, "sentencepiece.bpe.model", "sentencepiece.model", "spiece.model", "spm.model", "tokenizer.model", Words];

    /// <summary>The tokenizer of a model's folder, or a file taken as one.</summary>
    internal static TokenizerFiles Find(string path) =>
        System.IO.File.Exists(path) ? new TokenizerFiles(path, null)
        : Directory.Exists(path) ? FindIn(path) ?? throw TokenizerThrow.NoTokenizer(path)
        : throw TokenizerThrow.NoFile(path);

    /// <summary>The tokenizer of a model's folder; null where there is none.</summary>
    internal static TokenizerFiles? FindIn(string folder) =>
        Names.Select(name => System.IO.Path.Combine(folder, name)).FirstOrDefault(System.IO.File.Exists) is { } file ? new TokenizerFiles(file, folder) : null;

    internal bool IsJson => System.IO.Path.GetExtension(Path) == ".json";

    internal bool IsWordList => System.IO.Path.GetExtension(Path) == ".txt";

    internal Tokenizer Open()
    {
        TokenizerConfiguration configuration = TokenizerConfiguration.Read(Folder);
        return IsJson ? TokenizerJson.Open(Path, configuration)
            : IsWordList ? WordPieceVocabulary.Open(Path, configuration)
            : SentencePieceTokenizer.Open(Path, configuration);
    }
}
