using TransferPredict.Features.Onnx;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Tokenizers;

/// <summary>How many token ids the tokenizer beside a model gives, to check that the two belong together.</summary>
/// <param name="Path">The tokenizer's file.</param>
/// <param name="Pieces">Pieces in it.</param>
public sealed record TokenizerVocabulary(string Path, int Pieces)
{
    // XLM-R adds <mask> and shifts by one; T5 adds sentinels; exports round the rows up to a multiple of 64 or 128.
    const int SpareRows = 1024;

    static readonly string[] _sentencePieceFiles = ["sentencepiece.bpe.model", "sentencepiece.model", "spiece.model"];

    /// <summary>Finds the tokenizer of a model's folder: a SentencePiece file, else vocab.txt; null where there is neither.</summary>
    /// <exception cref="InvalidDataException">The SentencePiece file is damaged, or a file is too large to be a tokenizer.</exception>
    public static TokenizerVocabulary? Find(string folder)
    {
        foreach (string name in _sentencePieceFiles)
            if (System.IO.Path.Combine(folder, name) is var file && File.Exists(file))
                return new TokenizerVocabulary(file, CountPieces(file));
        string words = System.IO.Path.Combine(folder, "vocab.txt");
        return File.Exists(words) ? new TokenizerVocabulary(words, TextLines.Read(words).Count()) : null;
    }

    /// <summary>Refuses a tokenizer whose ids do not fit a model's token embedding.</summary>
    /// <param name="rows">Rows of the embedding.</param>
    /// <exception cref="InvalidDataException">There are more pieces than rows, or far fewer.</exception>
    public void RequireFit(int rows)
    {
        if (Pieces == 0 || Pieces > rows || rows > Pieces + SpareRows)
            throw new InvalidDataException(
                $"{Path}: found {Pieces} pieces, expected {Math.Max(1, rows - SpareRows)} to {rows}, since the model's token embedding has {rows} rows: "
                + "the tokenizer does not fit the model.");
    }

    static int CountPieces(string file)
    {
        TextLines.CheckSize(file);
        byte[] bytes = File.ReadAllBytes(file);
        int pieces = 0;
        try
        {
            var reader = new ProtobufReader(bytes, new ScanBudget(file));
            while (reader.Next())
            {
                pieces += reader.Field == 1 ? 1 : 0; // ModelProto.pieces
                reader.Skip();
            }
        }
        catch (OnnxModelException e)
        {
            throw new InvalidDataException(
                $"{file}: found {bytes.Length:N0} bytes that break the rules of protobuf after {pieces} pieces, expected a SentencePiece model.", e);
        }
        return pieces;
    }
}
