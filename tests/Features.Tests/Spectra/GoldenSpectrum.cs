using System.Globalization;
using TransferPredict.Features.Spectra;

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
        (Rows, Columns) = (matrix.Rows, matrix.Columns);
        double[] gram = new double[Columns * Columns];
        SecondMoment.Compute(matrix.Values, Columns, Enumerable.Repeat(1, Rows).ToArray(), gram);
        Eigenvalues = SymmetricEigenvalues.Compute(gram, Columns);
    }

    internal int Rows { get; }

    internal int Columns { get; }

    internal double[] Eigenvalues { get; }

    /// <summary>The value of one of WeightWatcher's columns.</summary>
    internal double this[string column] => double.Parse(_expected[column], CultureInfo.InvariantCulture);

    public static TheoryData<string> Names => [.. Lines().Skip(1).Select(line => line[0])];

    internal static GoldenSpectrum Load(string name)
    {
        string[][] lines = [.. Lines()];
        string[] row = lines.Single(line => line[0] == name);
        return new GoldenSpectrum(name, lines[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    static IEnumerable<string[]> Lines() => File.ReadLines(Path.Combine(_folder, "expected.csv")).Select(line => line.Split(','));
}
