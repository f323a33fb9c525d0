namespace TransferPredict.Features.Layers.Files;

/// <summary>Every defect of a .npy file with its message, one method each.</summary>
static class NpyThrow
{
    internal static MatrixFileException BadMagic(string file) => new(MatrixFileDefect.BadMagic, file,
        $"'{file}' does not begin with the bytes 93 'NUMPY' of a .npy file.");

    internal static MatrixFileException UnknownVersion(string file, int major, int minor) => new(MatrixFileDefect.UnknownVersion, file,
        $"'{file}' is .npy format {major}.{minor}; expected 1.0, 2.0 or 3.0.");

    internal static MatrixFileException TooShort(string file, long length) => new(MatrixFileDefect.TooShort, file,
        $"'{file}' has {length} bytes, fewer than the start of a .npy file.");

    internal static MatrixFileException HeaderTooLarge(string file, long length, int limit) => new(MatrixFileDefect.HeaderTooLarge, file,
        $"'{file}' claims a header of {length} bytes, expected at most {limit}; it is damaged or no .npy file.");

    internal static MatrixFileException HeaderPastEnd(string file, long length, long left) => new(MatrixFileDefect.HeaderPastEnd, file,
        $"'{file}' claims a header of {length} bytes where {left} are left; it is truncated or damaged.");

    internal static MatrixFileException BadHeader(string file, string header) => new(MatrixFileDefect.BadHeader, file,
        $"'{file}', header: found {FileDefect.Shown(header.Trim())}, expected {{'descr': '<f4', 'fortran_order': False, 'shape': (rows, columns), }}.");

    internal static MatrixFileException BigEndian(string file, string type) => new(MatrixFileDefect.BigEndian, file,
        $"'{file}' holds big-endian numbers ('{type}'); expected little-endian ones, '<f2', '<f4' or '<f8'.");

    internal static MatrixFileException UnknownType(string file, string type) => new(MatrixFileDefect.UnknownType, file,
        $"'{file}' holds elements of type {FileDefect.Shown(type)}; expected '<f2', '<f4' or '<f8'.");

    internal static MatrixFileException NotAMatrix(string file, string shape) => new(MatrixFileDefect.NotAMatrix, file,
        $"'{file}' holds an array of shape {FileDefect.Shown(shape)}; expected a matrix, (rows, columns), 1 to {int.MaxValue} each.");

    internal static MatrixFileException WrongLength(string file, long found, UInt128 expected) => new(MatrixFileDefect.WrongLength, file,
        $"'{file}' has {found} bytes behind its header, expected the {expected} that its shape and type say; it is truncated or damaged.");
}
