using System.Text;
using TransferPredict.Features.Onnx;

namespace TransferPredict.Features.Tests.Tokenizers;

/// <summary>Writes SentencePiece model files piece by piece.</summary>
sealed class SentencePieceFile
{
    internal const int Unigram = 1, Bpe = 2;
    internal const int Normal = 1, Unknown = 2, Control = 3, UserDefined = 4, Unused = 5, Byte = 6;

    readonly ProtobufWriter _pieces = new(), _trainer = new(), _normalizer = new();

    /// <summary>A model of so many pieces with their scores, after an unknown piece.</summary>
    internal static SentencePieceFile Of(int type, params (string Text, float Score)[] pieces)
    {
        SentencePieceFile file = new SentencePieceFile().Trainer(3, type).Piece("<unk>", 0, Unknown);
        foreach ((string text, float score) in pieces)
            file.Piece(text, score);
        return file;
    }

    internal SentencePieceFile Piece(string text, float score, int kind = Normal)
    {
        _pieces.Message(1, new ProtobufWriter().Text(1, text).Float(2, score).Integer(3, kind));
        return this;
    }

    internal SentencePieceFile BytePieces()
    {
        for (int i = 0; i < 256; i++)
            Piece($"<0x{i:X2}>", 0, Byte);
        return Trainer(35, 1);
    }

    internal SentencePieceFile Trainer(int field, long value)
    {
        _trainer.Integer(field, value);
        return this;
    }

    internal SentencePieceFile Normalizer(int field, bool value)
    {
        _normalizer.Integer(field, value ? 1 : 0);
        return this;
    }

    internal SentencePieceFile Map(byte[] map)
    {
        _normalizer.Bytes(2, map);
        return this;
    }

    internal byte[] ToBytes() => new ProtobufWriter().Fields(_pieces.Written).Message(2, _trainer).Message(3, _normalizer).Written.ToArray();

    /// <summary>A normalisation map of entries of one byte each.</summary>
    internal static byte[] MapOf(params (char From, string To)[] entries)
    {
        // The root's children lie in the next block, their leaves at the same places of the one after.
        uint[] units = new uint[3 * 256];
        for (int i = 0; i < units.Length; i++)
            units[i] = 1U << 31;
        units[0] = 256U << 10;
        var text = new List<byte>();
        foreach ((char from, string to) in entries)
        {
            units[256 + from] = ((256U ^ 512U) << 10) | (1U << 8) | from;
            units[512 + from] = (1U << 31) | (uint)text.Count;
            text.AddRange([.. Encoding.UTF8.GetBytes(to), 0]);
        }
        return [.. BitConverter.GetBytes(units.Length * 4), .. units.SelectMany(BitConverter.GetBytes), .. text];
    }
}
