using System.Globalization;

namespace TransferPredict.Features.Tests.Spectra.PowerLaws;

/// <summary>A seeded spectrum and what powerlaw, WeightWatcher and exact arithmetic say of it.</summary>
sealed class GoldenPowerLaws
{
    static readonly string _folder = Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "powerlaw");

    readonly Dictionary<string, double> _expected;

    GoldenPowerLaws(string name)
    {
        Eigenvalues = [.. Lines("spectra.csv").Single(cells => cells[0] == name).Skip(1).Select(Number)];
        _expected = Lines("expected.csv").Where(cells => cells[0] == name).ToDictionary(cells => cells[1], cells => Number(cells[2]));
    }

    public static TheoryData<string> Names => [.. All()];

    internal double[] Eigenvalues { get; }

    internal double this[string quantity] => _expected[quantity];

    internal bool Has(string quantity) => _expected.ContainsKey(quantity);

    internal static string[] All() => [.. Lines("spectra.csv").Select(cells => cells[0])];

    internal static GoldenPowerLaws Load(string name) => new(name);

    static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    static IEnumerable<string[]> Lines(string file) => File.ReadLines(Path.Combine(_folder, file)).Select(line => line.Split(','));
}
