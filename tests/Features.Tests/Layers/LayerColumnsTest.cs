using System.Globalization;
using TransferPredict.Features.Layers;
using TransferPredict.Features.Spectra.PowerLaws;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Layers;

public class LayerColumnsTest
{
    static readonly LayerAnalysisOptions _weightWatcher = new() { WeightWatcher = true };

    // Columns of golden values that other tests hold to looser bounds: Marchenko-Pastur, shuffled elements, the smallest value.
    static readonly string[] _elsewhere = ["W_scale", "bulk_max", "bulk_min", "sigma_mp", "mp_softrank", "num_spikes", "sv_min", "longname"];

    [Theory]
    [MemberData(nameof(GoldenSpectrum.Names), MemberType = typeof(GoldenSpectrum))]
    public void WeightWatcherMode_EveryDefaultColumnAsWeightWatcher(string name)
    {
        GoldenSpectrum golden = GoldenSpectrum.Load(name);
        Dictionary<string, string> found = Row(golden.Values, _weightWatcher);
        string[] columns = [.. golden.Columns.Where(c => !_elsewhere.Contains(c) && !c.StartsWith("rand_") && !c.StartsWith("ww_") && c != "max_rand_eval")];
        Assert.True(columns.Length >= 28, $"{columns.Length} columns");
        foreach (string column in columns)
        {
            if (double.TryParse(golden.Text(column), CultureInfo.InvariantCulture, out double expected))
                AssertClose(column, expected, double.Parse(found[column], CultureInfo.InvariantCulture), 1e-9 * Math.Abs(expected));
            else
                Assert.Equal((column, golden.Text(column)), (column, found[column]));
        }
        AssertClose("sv_min", golden["sv_min"], double.Parse(found["sv_min"], CultureInfo.InvariantCulture), 1e-12 * golden["sv_max"]);
    }

    // What WeightWatcher 0.7.5.5 prints for these three; log_alpha_norm of the rank-1 matrix is its own rounding error.
    public static TheoryData<string, string> Degenerate => new()
    {
        {
            "zeros",
            "M=30 N=40 alpha=-1 D=-1 sigma=-1 xmin=-1 xmax= num_pl_spikes=-1 status=failed warning=over-trained alpha_weighted=inf log_alpha_norm=inf "
            + "entropy= log_norm=-inf log_spectral_norm=-inf stable_rank= matrix_rank=0 rank_loss=30 weak_rank_loss=30 norm=0 sv_max=0 sv_min=0"
        },
        {
            "rank one",
            "M=30 N=40 alpha=-1 D=-1 sigma=-1 xmin=-1 xmax= num_pl_spikes=-1 status=failed warning=over-trained alpha_weighted=-8.320839 entropy=666.749622 "
            + "log_norm=8.320839 stable_rank=1 matrix_rank=1 rank_loss=29 weak_rank_loss=29 norm=209333700 lambda_max=209333700"
        },
        {
            "identity",
            "M=30 N=30 alpha=inf D=0.5 sigma=inf xmin=1 xmax=1 num_pl_spikes=30 status=success warning=under-trained alpha_weighted= log_alpha_norm=1.477121 "
            + "entropy=1 log_norm=1.477121 log_spectral_norm=0 stable_rank=30 matrix_rank=30 rank_loss=0 weak_rank_loss=0 norm=30 sv_max=1 sv_min=1"
        },
    };

    [Theory]
    [MemberData(nameof(Degenerate))]
    public void WeightWatcherMode_DegenerateMatrices(string name, string expected)
    {
        Dictionary<string, string> found = Row(Matrix(name), _weightWatcher);
        foreach (string[] cell in expected.Split(' ').Select(cell => cell.Split('=')))
        {
            if (double.TryParse(cell[1], CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
                AssertClose(cell[0], value, double.Parse(found[cell[0]], CultureInfo.InvariantCulture), 5e-6 * Math.Max(1, Math.Abs(value)));
            else
                Assert.Equal((cell[0], cell[1]), (cell[0], found[cell[0]]));
        }
    }

    [Theory]
    [InlineData(true, "-1", "0", "-1")]
    [InlineData(false, "", "", "")]
    public void FailedFits_ColumnsOfOtherFits(bool weightWatcher, string lambda, string fingers, string rawAlpha)
    {
        PowerLawOptions fit = new() { Kind = PowerLawKind.Truncated, ClipFingers = true };
        Dictionary<string, string> found = Row(Matrix("zeros"), new() { WeightWatcher = weightWatcher, Fit = fit });
        Assert.Equal((lambda, fingers, rawAlpha), (found["Lambda"], found["num_fingers"], found["raw_alpha"]));
    }

    [Theory]
    [InlineData("zeros", "0 of 30 eigenvalues")]
    [InlineData("rank one", "1 of 30 eigenvalues")]
    public void FailedFits_AreEmptyAndSayWhy(string name, string reason)
    {
        Dictionary<string, string> found = Row(Matrix(name), new());
        Assert.All(["alpha", "D", "sigma", "xmin", "xmax", "num_pl_spikes", "alpha_weighted", "log_alpha_norm", "warning", "entropy"], c => Assert.Equal("", found[c]));
        Assert.Equal("failed", found["status"]);
        Assert.StartsWith(reason, found["reason"]);
    }

    [Fact]
    public void Names_AreWeightWatchersAndOurs()
    {
        string[] names = [.. LayerColumns.Of(new()).Select(c => c.Name)];
        Assert.Equal(names.Length, names.Distinct().Count());
        string weightWatchers = "layer_id name D M N Q alpha alpha_weighted entropy has_esd lambda_max layer_type log_alpha_norm log_norm log_spectral_norm longname "
            + "matrix_rank norm num_evals num_pl_spikes rank_loss rf sigma spectral_norm stable_rank status sv_max sv_min warning weak_rank_loss xmax xmin";
        Assert.Equal(weightWatchers.Split(' '), names.Skip(1).Take(32));
        Assert.Equal("file", names[0]);
        Assert.Equal(["role", "layer_index", "onnx_name", "note", "reason"], names.Skip(33));
    }

    [Fact]
    public void Csv_QuotesNames()
    {
        LayerSpectrum layer = LayerAnalysis.Run([new ArrayValues(Matrix("identity").Values, 30, 30).Layer("a,\"b\"", role: LayerRole.FeedForwardIn, index: 3)], new()).Layers[0];
        Dictionary<string, string> cells = LayerColumns.Of(new()).ToDictionary(c => c.Name, c => c.Csv(layer));
        Assert.Equal("\"a,\"\"b\"\"\"", cells["name"]);
        Assert.Equal(("ffn.in", "3", "True", "inf", "dense"), (cells["role"], cells["layer_index"], cells["has_esd"], cells["alpha"], cells["layer_type"]));
    }

    static (float[] Values, int Rows, int Columns) Matrix(string name) => name switch
    {
        "zeros" => (new float[1200], 30, 40),
        "rank one" => ([.. Enumerable.Range(0, 1200).Select(i => (i / 40 + 1f) * (i % 40 + 1))], 30, 40),
        _ => ([.. Enumerable.Range(0, 900).Select(i => i / 30 == i % 30 ? 1f : 0)], 30, 30),
    };

    static Dictionary<string, string> Row((float[] Values, int Rows, int Columns) matrix, LayerAnalysisOptions options)
    {
        LayerSpectrum layer = Assert.Single(LayerAnalysis.Run([new ArrayValues(matrix.Values, matrix.Rows, matrix.Columns).Layer("m")], options).Layers);
        return LayerColumns.Of(options).ToDictionary(c => c.Name, c => c.Csv(layer));
    }

    static void AssertClose(string column, double expected, double found, double tolerance) =>
        Assert.True(Math.Abs(found - expected) <= tolerance, $"{column}: {found:R} was found, WeightWatcher has {expected:R}");
}
