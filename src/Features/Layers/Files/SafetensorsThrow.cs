namespace TransferPredict.Features.Layers.Files;

/// <summary>Every defect of a safetensors file with its message, one method each.</summary>
static class SafetensorsThrow
{
    internal static MatrixFileException TooShort(string file, long length) => new(MatrixFileDefect.TooShort, file,
        $"'{file}' has {length} bytes; a safetensors file begins with 8 that hold its header's length.");

    internal static MatrixFileException HeaderTooLarge(string file, ulong length, int limit) => new(MatrixFileDefect.HeaderTooLarge, file,
        $"'{file}' claims a header of {length} bytes, expected at most {limit}; it is damaged or no safetensors file.");

    internal static MatrixFileException HeaderPastEnd(string file, ulong length, long left) => new(MatrixFileDefect.HeaderPastEnd, file,
        $"'{file}' claims a header of {length} bytes where {left} are left; it is truncated, damaged or no safetensors file.");

    internal static MatrixFileException BadHeader(string file, string what, Exception? inner = null) => new(MatrixFileDefect.BadHeader, file,
        $"'{file}', header: {what}; expected a JSON object that starts with '{{' and names the tensors.", inner);

    internal static MatrixFileException TooMany(string file, int limit) => new(MatrixFileDefect.BadHeader, file,
        $"'{file}', header: more than {limit:N0} tensors and dimensions; no model of this kind has that many.");

    internal static MatrixFileException DuplicateTensor(string file, string tensor) => new(MatrixFileDefect.DuplicateTensor, file,
        $"'{file}': two tensors are named {FileDefect.Shown(tensor)}; names must be unique.");

    internal static MatrixFileException BadTensor(string file, string tensor, string what) => new(MatrixFileDefect.BadTensor, file,
        $"'{file}': tensor {FileDefect.Shown(tensor)}: {what}; expected \"dtype\", \"shape\" and \"data_offsets\", [begin, end] in bytes.");

    internal static MatrixFileException UnknownType(string file, string tensor, string type) => new(MatrixFileDefect.UnknownType, file,
        $"'{file}': tensor {FileDefect.Shown(tensor)} has the type {FileDefect.Shown(type)}; expected one of safetensors' own, such as F32, F16 or BF16.");

    internal static MatrixFileException Overflow(string file, SafetensorsTensor tensor) => new(MatrixFileDefect.Overflow, file,
        $"'{file}': tensor {FileDefect.Shown(tensor.Name)} has the shape {Shape(tensor)}, more elements than 64 bits count.");

    internal static MatrixFileException BadOffsets(string file, SafetensorsTensor tensor, ulong expected) => new(MatrixFileDefect.BadOffsets, file,
        $"'{file}': tensor {FileDefect.Shown(tensor.Name)} lies at bytes {tensor.Begin} to {tensor.End}; expected to begin at {expected}, where the one before it ends, and to end behind that.");

    internal static MatrixFileException WrongByteCount(string file, SafetensorsTensor tensor, ulong expected) => new(MatrixFileDefect.WrongByteCount, file,
        $"'{file}': tensor {FileDefect.Shown(tensor.Name)} of {tensor.Type}{Shape(tensor)} has {tensor.End - tensor.Begin} bytes, expected {expected}.");

    internal static MatrixFileException WrongLength(string file, ulong found, ulong expected) => new(MatrixFileDefect.WrongLength, file,
        $"'{file}' has {found} bytes behind its header, expected the {expected} that its tensors take; it is truncated or damaged.");

    internal static MatrixFileException BadIndex(string file, string what) => new(MatrixFileDefect.BadIndex, file,
        $"'{file}': {what}; expected \"weight_map\", an object that names the file of each tensor.");

    internal static MatrixFileException MissingTensor(string index, string tensor, string file) => new(MatrixFileDefect.BadIndex, index,
        $"'{index}' says that tensor {FileDefect.Shown(tensor)} lies in '{file}', which has no such tensor.");

    static string Shape(SafetensorsTensor tensor) => $"[{string.Join(", ", tensor.Shape)}]";
}
