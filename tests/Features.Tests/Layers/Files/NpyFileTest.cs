using System.Text;
using TransferPredict.Features.Layers;
using TransferPredict.Features.Layers.Files;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Layers.Files;

public sealed class NpyFileTest : IDisposable
{
    static readonly float[] _values = [1, -2, 0.5f, 4, 5, -6];

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f2", 1)]
    [InlineData("<f4", 2)]
    [InlineData("<f8", 3)]
    public void Values_OfEveryTypeVersionAndOrder(string type, byte version)
    {
        LayerMatrix rows = Open(Npy(Header(type), Data(type), version));
        Assert.Equal(("matrix", "matrix.npy", LayerRole.Other, 0), (rows.Name, rows.File, rows.Role, rows.LayerId));
        Assert.Equal((2, 3), (rows.Values.Rows, rows.Values.Columns));
        Assert.Equal([1, -2, 0.5, 4, 5, -6], rows.Values.ReadAll());

        LayerMatrix columns = Open(Npy(Header(type, fortran: "True"), Data(type), version));
        Assert.Equal((2, 3), (columns.Values.Rows, columns.Values.Columns));
        Assert.Equal([1, 0.5, 5, -2, 4, -6], columns.Values.ReadAll());
    }

    [Fact]
    public void GoldenMatrices_AreRead()
    {
        string folder = Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "weightwatcher");
        IMatrixValues values = Assert.Single(ModelMatrices.Open(Path.Combine(folder, "09_small_60x50.npy")).Matrices).Values;
        Spectra.NpyMatrix plain = Spectra.NpyMatrix.Read(Path.Combine(folder, "09_small_60x50.npy"));

        Assert.Equal((plain.Rows, plain.Columns), (values.Rows, values.Columns));
        Assert.Equal(plain.Values.Select(value => (double)value), values.ReadAll());
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", MatrixFileDefect.BigEndian, "big-endian")]
    [InlineData("{'descr': '<i4', 'fortran_order': False, 'shape': (2, 3), }", MatrixFileDefect.UnknownType, "'<i4'")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }", MatrixFileDefect.BadHeader, "descr")]
    [InlineData("{'descr': '<f4', 'shape': (2, 3), }", MatrixFileDefect.BadHeader, "fortran_order")]
    [InlineData("", MatrixFileDefect.BadHeader, "header")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", MatrixFileDefect.NotAMatrix, "'6,'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", MatrixFileDefect.NotAMatrix, "matrix")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }", MatrixFileDefect.NotAMatrix, "'1, 2, 3'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }", MatrixFileDefect.NotAMatrix, "'0, 3'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }", MatrixFileDefect.NotAMatrix, "'-2, 3'")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999, 3), }", MatrixFileDefect.NotAMatrix, "99999999999")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", MatrixFileDefect.WrongLength, "expected the 32")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647), }", MatrixFileDefect.WrongLength, "24 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", MatrixFileDefect.WrongLength, "expected the 16")]
    public void Defects_AreNamed(string header, MatrixFileDefect defect, string said) => Refused(Npy(header, Data("<f4")), defect, said);

    [Fact]
    public void Defects_OfTheFrame()
    {
        byte[] good = Npy(Header("<f4"), Data("<f4"));
        Refused([], MatrixFileDefect.BadMagic, "NUMPY");
        Refused([.. "PK"u8, .. good], MatrixFileDefect.BadMagic, "NUMPY");
        Refused(good[..10], MatrixFileDefect.TooShort, "10 bytes");
        Refused(good[..60], MatrixFileDefect.HeaderPastEnd, "50 are left");
        Refused([.. good[..6], 9, .. good[7..]], MatrixFileDefect.UnknownVersion, "9.0");
        Refused([.. good[..6], 2, 0, 255, 255, 255, 255, .. good[12..]], MatrixFileDefect.HeaderTooLarge, "4294967295");
    }

    static string Header(string type, string fortran = "False") => $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': (2, 3), }}";

    static byte[] Data(string type) => [.. _values.SelectMany(value =>
        type == "<f2" ? BitConverter.GetBytes((Half)value) : type == "<f4" ? BitConverter.GetBytes(value) : BitConverter.GetBytes((double)value))];

    static byte[] Npy(string header, byte[] data, byte version = 1)
    {
        byte[] text = Encoding.Latin1.GetBytes(header.PadRight(117) + "\n");
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)text.Length) : BitConverter.GetBytes(text.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. text, .. data];
    }

    LayerMatrix Open(byte[] bytes) => Assert.Single(ModelMatrices.Open(_folder.Write("matrix.npy", bytes)).Matrices);

    void Refused(byte[] bytes, MatrixFileDefect defect, string said)
    {
        MatrixFileException exception = Assert.Throws<MatrixFileException>(() => Open(bytes));
        Assert.Equal(defect, exception.Defect);
        Assert.Contains("matrix.npy", exception.Message);
        Assert.Contains(said, exception.Message);
    }
}
