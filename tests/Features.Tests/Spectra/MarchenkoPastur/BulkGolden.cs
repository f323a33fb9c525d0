using System.Globalization;

namespace TransferPredict.Features.Tests.Spectra.MarchenkoPastur;

/// <summary>A spectrum and WeightWatcher's Marchenko-Pastur columns for it, from tests/Golden/marchenko_pastur.</summary>
sealed class BulkGolden
{
    static readonly string _file = Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "marchenko_pastur", "spectra.csv");

    readonly Dictionary<string, string> _values;

    BulkGolden(Dictionary<string, string> values) => _values = values;

    internal int Larger => int.Parse(_values["N"], CultureInfo.InvariantCulture);

    internal int Smaller => int.Parse(_values["M"], CultureInfo.InvariantCulture);

    internal double[] Eigenvalues => [.. _values["eigenvalues"].Split(' ').Select(Number)];

    /// <summary>The value of one of WeightWatcher's columns.</summary>
    internal double this[string column] => Number(_values[column]);

    public static TheoryData<string> Names => [.. Lines().Skip(1).Select(line => line[0])];

    internal static BulkGolden Load(string name)
    {
        string[][] lines = [.. Lines()];
        return new BulkGolden(lines[0].Zip(lines.Single(line => line[0] == name)).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    static IEnumerable<string[]> Lines() => File.ReadLines(_file).Select(line => line.Split(','));

    static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
