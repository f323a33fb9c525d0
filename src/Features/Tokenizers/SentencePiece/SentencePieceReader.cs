using System.Text;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Tables;
using TransferPredict.Features.Tokenizers.Segmentation;
using TransferPredict.Features.Tokenizers.Tries;

namespace TransferPredict.Features.Tokenizers.SentencePiece;

/// <summary>Reads SentencePiece's ModelProto (sentencepiece_model.proto), with the checks of its own loader.</summary>
static class SentencePieceReader
{
    const int Unigram = 1;
    const int Bpe = 2;

    /// <exception cref="InvalidDataException">The file is damaged, too large, or asks for what is not supported.</exception>
    internal static SentencePieceModel Read(string file)
    {
        TextLines.CheckSize(file);
        byte[] bytes = File.ReadAllBytes(file);
        var pieces = new List<Piece>();
        try
        {
            return Check(Read(bytes, pieces, new SentencePieceModel(file, [], 0)) with { Pieces = [.. pieces] });
        }
        catch (OnnxModelException e)
        {
            throw TokenizerThrow.BrokenProtobuf(file, bytes.Length, pieces.Count, e);
        }
    }

    static SentencePieceModel Read(byte[] bytes, List<Piece> pieces, SentencePieceModel model)
    {
        var budget = new ScanBudget(model.File);
        var reader = new ProtobufReader(bytes, budget);
        while (reader.Next())
            switch (reader.Field)
            {
                case 1:
                    budget.CountRecord(reader.Position);
                    pieces.Add(ReadPiece(bytes, reader.Message("a piece"), model.File, pieces.Count));
                    break;
                case 2:
                    model = ReadTrainer(reader.Message("trainer_spec"), model);
                    break;
                case 3:
                    model = ReadNormalizer(bytes, reader.Message("normalizer_spec"), model);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        return model;
    }

    static Piece ReadPiece(byte[] bytes, ProtobufReader reader, string file, int id)
    {
        byte[] text = [];
        float score = 0;
        long kind = (long)PieceKind.Normal;
        while (reader.Next())
            switch (reader.Field)
            {
                case 1:
                    (int start, int length) = reader.Range("a piece's text");
                    text = bytes.AsSpan(start, length).ToArray();
                    break;
                case 2:
                    score = reader.Float("a piece's score");
                    break;
                case 3:
                    kind = reader.Integer("a piece's type");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        if (text.Length == 0)
            throw TokenizerThrow.BadPiece(file, id, "no text", "at least one character");
        if (text.Length > ByteTrieBuilder.LongestPiece)
            throw TokenizerThrow.BadPiece(file, id, $"{text.Length} bytes", $"at most {ByteTrieBuilder.LongestPiece}");
        if (!float.IsFinite(score))
            throw TokenizerThrow.BadPiece(file, id, $"score {score}", "a finite number");
        if (kind is < (long)PieceKind.Normal or > (long)PieceKind.Byte)
            throw TokenizerThrow.BadPiece(file, id, $"type {kind}", "1 to 6 (normal, unknown, control, user-defined, unused, byte)");
        return new Piece(text, Encoding.UTF8.GetString(text), score, (PieceKind)kind);
    }

    static SentencePieceModel ReadTrainer(ProtobufReader reader, SentencePieceModel model)
    {
        while (reader.Next())
            switch (reader.Field)
            {
                case 3:
                    long type = reader.Integer("model_type");
                    model = model with { IsBpe = type == Bpe };
                    if (type is not (Unigram or Bpe))
                        throw TokenizerThrow.NotSupported(model.File, "trainer_spec.model_type",
                            type switch { 3 => "3 (WORD)", 4 => "4 (CHAR)", _ => $"{type}" }, "1 (UNIGRAM) or 2 (BPE)");
                    break;
                case 24:
                    model = model with { TreatWhitespaceAsSuffix = reader.Integer("treat_whitespace_as_suffix") != 0 };
                    break;
                case 35:
                    model = model with { ByteFallback = reader.Integer("byte_fallback") != 0 };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        return model;
    }

    static SentencePieceModel ReadNormalizer(byte[] bytes, ProtobufReader reader, SentencePieceModel model)
    {
        while (reader.Next())
            switch (reader.Field)
            {
                case 2:
                    (int start, int length) = reader.Range("precompiled_charsmap");
                    model = model with { Map = length == 0 ? null : ReadMap(bytes.AsSpan(start, length), model.File) };
                    break;
                case 3:
                    model = model with { AddDummyPrefix = reader.Integer("add_dummy_prefix") != 0 };
                    break;
                case 4:
                    model = model with { RemoveExtraWhitespaces = reader.Integer("remove_extra_whitespaces") != 0 };
                    break;
                case 5:
                    model = model with { EscapeWhitespaces = reader.Integer("escape_whitespaces") != 0 };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        return model;
    }

    static CharacterMap ReadMap(ReadOnlySpan<byte> bytes, string file) =>
        CharacterMap.Read(bytes, out string defect) ?? throw TokenizerThrow.BadCharacterMap(file, "normalizer_spec.precompiled_charsmap", defect);

    static SentencePieceModel Check(SentencePieceModel model)
    {
        if (model.Pieces.Length == 0)
            throw TokenizerThrow.NoPieces(model.File);
        var seen = new HashSet<(bool, string)>();
        int? unknown = null;
        int bytes = 0;
        foreach ((int id, Piece piece) in model.Pieces.Index())
        {
            if (!seen.Add((piece.IsText, piece.Text)))
                throw TokenizerThrow.BadPiece(model.File, id, $"{FileDefect.Shown(piece.Text)} a second time", "each piece once");
            if (piece.Kind == PieceKind.Unknown)
                unknown = unknown is { } first ? throw TokenizerThrow.BadPiece(model.File, id, $"a second unknown piece after piece {first}", "one") : id;
            if (piece.Kind == PieceKind.Byte && (!model.ByteFallback || BytePieces.Parse(piece.Text) is null))
                throw TokenizerThrow.BadPiece(model.File, id, $"byte piece {FileDefect.Shown(piece.Text)}", model.ByteFallback ? "<0x00> to <0xFF>" : "none, since byte_fallback is not set");
            bytes += piece.Kind == PieceKind.Byte ? 1 : 0;
        }
        if (model.ByteFallback && bytes != BytePieces.Count)
            throw TokenizerThrow.MissingPieces(model.File, $"{bytes} byte pieces", "256, since byte_fallback is set");
        return model with { UnknownId = unknown ?? throw TokenizerThrow.MissingPieces(model.File, "no unknown piece", "one (type 2)") };
    }
}
