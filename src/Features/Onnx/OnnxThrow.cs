namespace TransferPredict.Features.Onnx;

/// <summary>Every defect of a model file with its message, one method each.</summary>
static class OnnxThrow
{
    internal static OnnxModelException Empty(string file) =>
        new(OnnxDefect.Empty, file, $"'{file}' is empty (0 bytes); an ONNX model was expected.");

    internal static OnnxModelException LfsPointer(string file) => new(OnnxDefect.NotOnnx, file,
        $"'{file}' is a Git LFS pointer, not the model itself; fetch it with 'git lfs pull'.");

    internal static OnnxModelException TooLarge(string file, long length) => new(OnnxDefect.TooLarge, file,
        $"'{file}' has {length:N0} bytes; an ONNX file has at most {int.MaxValue:N0} (protobuf's limit), larger models keep their weights in external data.");

    internal static OnnxModelException NoGraph(string file) => new(OnnxDefect.NotOnnx, file,
        $"'{file}' is not an ONNX model: no graph (field 7 of ModelProto) was found in it.");

    internal static OnnxModelException NoOpset(string file) => new(OnnxDefect.NotOnnx, file,
        $"'{file}' is not an ONNX model: it imports no operator set (field 8 of ModelProto).");

    internal static OnnxModelException Truncated(string file, long offset, string what, long end) => new(OnnxDefect.Damaged, file,
        $"'{file}', offset {offset}: {what} runs past the end of what contains it, at {end}; the file is truncated, damaged or not ONNX.");

    internal static OnnxModelException LengthPastEnd(string file, long offset, string what, ulong length, long left) => new(OnnxDefect.Damaged, file,
        $"'{file}', offset {offset}: {what} claims {length} bytes where {left} are left; the file is truncated, damaged or not ONNX.");

    internal static OnnxModelException BadVarint(string file, long offset) => new(OnnxDefect.Damaged, file,
        $"'{file}', offset {offset}: a number of more than 64 bits was found; the file is damaged or not ONNX.");

    internal static OnnxModelException BadFieldNumber(string file, long offset, ulong number) => new(OnnxDefect.Damaged, file,
        $"'{file}', offset {offset}: field number {number} was found, 1 to 536870911 was expected; the file is damaged or not ONNX.");

    internal static OnnxModelException BadWireType(string file, long offset, int field, int wire) => new(OnnxDefect.Damaged, file,
        $"'{file}', offset {offset}: field {field} has wire type {wire}, expected 0, 1, 2 or 5; the file is damaged or not ONNX.");

    internal static OnnxModelException WrongWireType(
        string file, long offset, string what, int field, ProtobufWireType found, ProtobufWireType expected) => new(OnnxDefect.Damaged, file,
        $"'{file}', offset {offset}: {what} (field {field}) is written as {found}, expected {expected}; the file is damaged or not ONNX.");

    internal static OnnxModelException TooMany(string file, long offset, string what, int limit) => new(OnnxDefect.Excessive, file,
        $"'{file}', offset {offset}: more than {limit:N0} {what}; no model of this kind has that many.");

    internal static OnnxModelException TooManyFiles(string file, string tensor, int limit) => new(OnnxDefect.Excessive, file,
        $"'{file}': tensor '{tensor}' lies in one more file of external data than the {limit:N0} that are followed.");

    internal static OnnxModelException TooDeep(string file, long offset) => new(OnnxDefect.Excessive, file,
        $"'{file}', offset {offset}: graphs are nested more than {ScanBudget.MaxDepth} deep.");

    internal static OnnxModelException BadDimensions(string file, long offset, string tensor, IReadOnlyList<long> dimensions) => new(OnnxDefect.BadTensor, file,
        $"'{file}', offset {offset}: tensor '{tensor}' has the dimensions [{string.Join(", ", dimensions)}]; expected none negative and fewer than 2^55 elements.");

    internal static OnnxModelException BadRank(string file, long offset, string tensor, int limit) => new(OnnxDefect.BadTensor, file,
        $"'{file}', offset {offset}: tensor '{tensor}' has more than {limit} dimensions.");

    internal static OnnxModelException BadElementType(string file, long offset, string tensor, long type) => new(OnnxDefect.BadTensor, file,
        $"'{file}', offset {offset}: tensor '{tensor}' has data type {type}; expected one of ONNX's, 1 to {(int)TensorElementType.Int2}.");

    internal static OnnxModelException WrongByteCount(
        string file, string tensor, TensorElementType type, IReadOnlyList<long> dimensions, string where, long found, long expected) => new(OnnxDefect.BadTensor, file,
        $"'{file}': tensor '{tensor}' of {type}[{string.Join(", ", dimensions)}] has {found} bytes of {where}, expected {expected}.");

    internal static OnnxModelException WrongElementCount(
        string file, string tensor, TensorElementType type, IReadOnlyList<long> dimensions, string where) => new(OnnxDefect.BadTensor, file,
        $"'{file}': tensor '{tensor}' of {type}[{string.Join(", ", dimensions)}] has in its {where} another number of elements than its dimensions say.");

    internal static OnnxModelException DuplicateInitializer(string file, string tensor) => new(OnnxDefect.BadTensor, file,
        $"'{file}': two initializers are named '{tensor}'; names must be unique.");

    internal static OnnxModelException NoExternalLocation(string file, string tensor) => new(OnnxDefect.BadExternalData, file,
        $"'{file}': tensor '{tensor}' is said to be external, but no location is given.");

    internal static OnnxModelException BadExternalNumber(string file, string tensor, string key, string value) => new(OnnxDefect.BadExternalData, file,
        $"'{file}': tensor '{tensor}' gives '{value}' as the {key} of its external data, expected a whole number of bytes, 0 or more.");

    internal static OnnxModelException BadExternalLocation(string file, string tensor, string location) => new(OnnxDefect.BadExternalData, file,
        $"'{file}': tensor '{tensor}' names '{location}' as its external data, expected a path inside the model's folder without '..'.");

    internal static OnnxModelException ExternalLink(string file, string tensor, string location, string target) => new(OnnxDefect.BadExternalData, file,
        $"'{file}': tensor '{tensor}' names '{location}' as its external data, a symbolic link to '{target}' outside the model's folder, which is followed only where links are allowed (--allow-links).");

    internal static OnnxModelException MissingExternal(string file, string tensor, string path) => new(OnnxDefect.MissingExternalData, file,
        $"'{file}': tensor '{tensor}' lies in '{path}', which is missing.");

    internal static OnnxModelException ShortExternal(string file, string tensor, string path, long length, long offset, long count) => new(OnnxDefect.ShortExternalData, file,
        $"'{file}': tensor '{tensor}' needs bytes {offset} to {offset + count} of '{path}', which has {length}.");

    internal static OnnxModelException NoTokenEmbedding(string file, string found) => new(OnnxDefect.NoTokenEmbedding, file,
        $"'{file}' has no token embedding: no Gather of a weight matrix takes its indices from an input of tokens (input_ids). {found}");

    internal static OnnxModelException Changed(string file) => new(OnnxDefect.Changed, file,
        $"'{file}' has changed since the model was opened; open it again.");
}
