using System.Globalization;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra;

/// <summary>One of WeightWatcher's golden matrices: its spectrum as computed here, and what WeightWatcher says of it.</summary>
sealed class GoldenSpectrum
{
    static readonly string _folder = Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "weightwatcher");

    readonly Dictionary<string, string> _expected;

    GoldenSpectrum(string name, Dictionary<string, string> expected)
    {
        _expected = expected;
        NpyMatrix matrix = NpyMatrix.Read(Path.Combine(_folder, name + ".npy"));
        Values = (matrix.Values, matrix.Rows, matrix.Columns);
        double[] gram = new double[matrix.Columns * matrix.Columns];
        SecondMoment.Compute(matrix.Values, matrix.Columns, Enumerable.Repeat(1, matrix.Rows).ToArray(), gram);
        Eigenvalues = SymmetricEigenvalues.Compute(gram, matrix.Columns);
    }

    /// <summary>The matrix, row after row.</summary>
    internal (float[] Values, int Rows, int Columns) Values { get; }

    internal double[] Eigenvalues { get; }

    /// <summary>The value of one of WeightWatcher's columns.</summary>
    internal double this[string column] => double.Parse(_expected[column], CultureInfo.InvariantCulture);

    /// <summary>The columns that WeightWatcher's table has.</summary>
    internal IEnumerable<string> Columns => _expected.Keys.Except(["matrix", "rows", "cols"]);

    internal string Text(string column) => _expected[column];

    public static TheoryData<string> Names => [.. Lines().Skip(1).Select(line => line[0])];

    internal static GoldenSpectrum Load(string name)
    {
        string[][] lines = [.. Lines()];
        string[] row = lines.Single(line => line[0] == name);
        return new GoldenSpectrum(name, lines[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    static IEnumerable<string[]> Lines() => File.ReadLines(Path.Combine(_folder, "expected.csv")).Select(line => line.Split(','));
}
