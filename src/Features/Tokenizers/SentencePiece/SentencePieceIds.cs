namespace TransferPredict.Features.Tokenizers.SentencePiece;

/// <summary>
/// The ids a model knows SentencePiece's pieces by: SentencePiece's own, or fairseq's as in XLM-R, where four special tokens come
/// first and <c>&lt;mask&gt;</c> last, and everything else moves up by one.
/// </summary>
sealed record SentencePieceIds
{
    /// <summary>SentencePiece's own.</summary>
    internal static readonly SentencePieceIds Own = new();

    readonly int _pieces;
    readonly int _unknown;

    SentencePieceIds() { }

    SentencePieceIds(int pieces, int unknown) => (_pieces, _unknown) = (pieces, unknown);

    static readonly string[] _first = ["<s>", "<pad>", "</s>", "<unk>"];

    const int UnknownOuter = 3;
    const string Mask = "<mask>";

    bool IsFairseq => _pieces > 0;

    /// <summary>XLM-R's, for a model with so many pieces.</summary>
    internal static SentencePieceIds Fairseq(int pieces, int unknown) => new(pieces, unknown);

    internal int Count(int pieces) => IsFairseq ? pieces + 2 : pieces;

    internal int Outer(int id) => !IsFairseq ? id : id == _unknown ? UnknownOuter : id + 1;

    /// <summary>SentencePiece's id; one that does not exist for what no piece has.</summary>
    internal int Inner(int id) => IsFairseq ? id - 1 : id;

    internal string? Special(int id) => !IsFairseq ? null : id >= 0 && id < _first.Length ? _first[id] : id == _pieces + 1 ? Mask : null;

    internal int? Special(string piece) =>
        !IsFairseq ? null : piece == Mask ? _pieces + 1 : Array.IndexOf(_first, piece) is var id and >= 0 ? id : null;
}
