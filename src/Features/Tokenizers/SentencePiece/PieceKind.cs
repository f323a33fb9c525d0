namespace TransferPredict.Features.Tokenizers.SentencePiece;

/// <summary>ModelProto.SentencePiece.Type.</summary>
enum PieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}
