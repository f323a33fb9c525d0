using System.Text;

namespace TransferPredict.Features.Onnx;

/// <summary>
/// What a file may cost: counts of everything kept, and of everything passed over, so that a file made of millions of
/// empty nodes ends in an error and not in the machine's memory. The limits are some twenty times what the largest exported
/// encoders need.
/// </summary>
sealed class ScanBudget(string file)
{
    internal const int MaxFields = 40_000_000;
    internal const int MaxRecords = 600_000;
    internal const int MaxTextBytes = 16 << 20;

    /// <summary>Graphs in attributes of nodes in graphs: exports nest two deep.</summary>
    internal const int MaxDepth = 16;

    int _fields, _records, _textBytes;

    /// <summary>The file being read, for errors.</summary>
    internal string File { get; } = file;

    internal void CountField(long position)
    {
        if (++_fields > MaxFields)
            throw OnnxThrow.TooMany(File, position, "protobuf fields", MaxFields);
    }

    /// <summary>Counts one node, name, attribute, tensor or number that stays in memory.</summary>
    internal void CountRecord(long position)
    {
        if (++_records > MaxRecords)
            throw OnnxThrow.TooMany(File, position, "nodes, names, attributes and tensors", MaxRecords);
    }

    internal string Text(ReadOnlySpan<byte> utf8, long position)
    {
        CountRecord(position);
        _textBytes = utf8.Length > MaxTextBytes ? int.MaxValue : _textBytes + utf8.Length;
        if (_textBytes > MaxTextBytes)
            throw OnnxThrow.TooMany(File, position, "bytes of names", MaxTextBytes);
        return Encoding.UTF8.GetString(utf8);
    }
}
