using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Tests.Onnx;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary><c>inspect</c> and <c>compare</c> as users start them.</summary>
public sealed class InspectProgramTest : IDisposable
{
    const int Rows = 40, Columns = 24;

    readonly string _folder = Directory.CreateTempSubdirectory("inspect-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Inspect_PrintsMatricesAndMeans()
    {
        ProgramRun run = Run("inspect", Model("model.onnx", 1));
        Assert.Equal(0, run.ExitCode);
        string[] cells = run.Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["id", "name", "role", "N", "M", "alpha", "D", "sigma"], cells[..8]);
        Assert.Contains(run.Lines, l => l.Contains("encoder.layer.0.attention.self.query", StringComparison.Ordinal) && l.Contains("attention.query", StringComparison.Ordinal));
        Assert.Contains(run.Lines, l => l.StartsWith("all ", StringComparison.Ordinal));
        Assert.Contains(run.Lines, l => l.StartsWith("layer 0 ", StringComparison.Ordinal));
        Assert.Contains("Left out: 1", run.Output); // the small one
        Assert.Contains("at least 10 eigenvalues", run.Output);
    }

    [Fact]
    public void Inspect_CsvAndJson_HoldTheSame()
    {
        string csv = Path.Combine(_folder, "layers.csv"), json = Path.Combine(_folder, "layers.json");
        Assert.Equal(0, Run("inspect", Model("model.onnx", 1), "--csv", csv, "--json", json, "--mp-fit", "--randomize", "--pvalue", "20", "--seed", "7").ExitCode);
        string[] header = File.ReadLines(csv).First().Split(',');
        Assert.Superset(new HashSet<string>(["rand_distance", "mp_softrank", "p_value", "R_lognormal", "role", "onnx_name"]), new HashSet<string>(header));
        JsonElement root = JsonDocument.Parse(File.ReadAllText(json)).RootElement;
        JsonElement[] layers = [.. root.GetProperty("layers").EnumerateArray()];
        string[][] rows = [.. File.ReadLines(csv).Skip(1).Select(l => l.Split(','))];
        Assert.Equal(2, rows.Length);
        Assert.Equal(layers.Select(l => l.GetProperty("alpha").GetDouble()), rows.Select(r => double.Parse(r[Array.IndexOf(header, "alpha")], CultureInfo.InvariantCulture)));
        Assert.Equal(header, layers[0].EnumerateObject().Select(p => p.Name));
        Assert.Equal(2, root.GetProperty("summary").GetProperty("all").GetProperty("matrices").GetInt32());
        Assert.Equal(1, root.GetProperty("left_out").GetArrayLength());
    }

    [Fact]
    public void Inspect_AnyNumberOfThreads_SameBytes()
    {
        string model = Model("model.onnx", 1);
        string[] arguments = ["inspect", model, "--csv", "--mp-fit", "--randomize", "--pvalue", "10"];
        Assert.Equal(Run([.. arguments, "--threads", "1"]).Output, Run([.. arguments, "--threads", "3"]).Output);
        Assert.NotEqual(Run([.. arguments]).Output, Run([.. arguments, "--seed", "2"]).Output);
    }

    [Fact]
    public void Inspect_SummaryOnly()
    {
        ProgramRun printed = Run("inspect", Model("model.onnx", 1), "--summary-only");
        Assert.StartsWith("mean over", printed.Lines[0]);
        string[] csv = Run("inspect", Path.Combine(_folder, "model.onnx"), "--summary-only", "--csv").Lines;
        Assert.Equal("by,group,matrices,log_norm,alpha,alpha_weighted,log_alpha_norm,log_spectral_norm,stable_rank", csv[0]);
        Assert.StartsWith("all,all,2,", csv[1]);
    }

    [Fact]
    public void Inspect_BadValues_NamedOnStandardError_TheOthersComeOut()
    {
        ProgramRun run = Run("inspect", Model("model.onnx", 1, bad: true));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error: 'onnx::MatMul_1' of model.onnx: NaN was found at row 3, column 5", run.Error);
        Assert.Contains(run.Lines, l => l.Contains("self.query", StringComparison.Ordinal) && l.EndsWith("unreadable", StringComparison.Ordinal));
        Assert.Contains(run.Lines, l => l.Contains("word_embeddings", StringComparison.Ordinal) && !l.EndsWith("unreadable", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1", "--layers", "nothing", "matches none of the 3 matrices")]
    [InlineData("2", "--layers", "a,,b", "empty word")]
    [InlineData("2", "--fit", "XPL", "expected PL, TPL or E_TPL")]
    [InlineData("2", "--fix-fingers", "xmin_peak", "clip_xmax")]
    [InlineData("2", "--threads", "0", "--threads is '0'; expected a whole number from 1 to 1024")]
    [InlineData("2", "--min-evals", "x", "--min-evals is 'x'; expected a whole number, 1 or more")]
    [InlineData("2", "--max-evals", "9", "--min-evals 10 is above --max-evals 9")]
    [InlineData("2", "--max-n", "0", "--max-n is '0'; expected a whole number, 1 or more")]
    [InlineData("2", "--seed", "1e3", "--seed is '1e3'; expected a whole number")]
    [InlineData("2", "--min-evals", "20000", "above --max-evals 15000")]
    public void Inspect_BadOptions(string exitCode, string option, string value, string message)
    {
        ProgramRun run = Run("inspect", Model("model.onnx", 1), option, value);
        Assert.Equal((int.Parse(exitCode, CultureInfo.InvariantCulture), ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Theory]
    [InlineData("--fix-fingers")]
    [InlineData("--min-evals")]
    [InlineData("--fit")]
    public void Inspect_OptionWithoutItsValue(string option)
    {
        ProgramRun run = Run("inspect", Model("model.onnx", 1), option);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"error: Required argument missing for option: '{option}'.", run.Error);
    }

    [Fact]
    public void Inspect_FilesLeftOut_AreNamed()
    {
        Model("model.onnx", 1);
        Model("model_quantized.onnx", 1);
        ProgramRun run = Run("inspect", _folder);
        Assert.Contains("  model_quantized.onnx: left out: model.onnx is read instead", run.Output);
        Assert.Contains("  model.onnx classifier.weight: its shape is 24 x 3", run.Output);
    }

    [Theory]
    [InlineData("missing.onnx", null)]
    [InlineData("model.bin", "x")]
    [InlineData("model.onnx", "no onnx")]
    [InlineData("model.safetensors", "no safetensors")]
    [InlineData("matrix.npy", "no npy")]
    public void Inspect_BadFiles(string name, string? content)
    {
        if (content is not null)
            File.WriteAllText(Path.Combine(_folder, name), content);
        ProgramRun run = Run("inspect", Path.Combine(_folder, name));
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(name, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    [Fact]
    public void Inspect_NeverWritesOverWhatItReads()
    {
        string model = Model("model.onnx", 1);
        byte[] before = File.ReadAllBytes(model);
        ProgramRun run = Run("inspect", model, "--csv", "./model.onnx");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("would be written over", run.Error);
        Assert.Equal(before, File.ReadAllBytes(model));
        Assert.Contains("both name", Run("inspect", model, "--csv", "a.txt", "--json", "a.txt").Error);
    }

    [Theory]
    [InlineData("pipe.onnx")]
    [InlineData("pipe.npy")]
    [InlineData("pipe.safetensors")]
    public void Inspect_APipe_IsRefusedAtOnce(string name)
    {
        if (OperatingSystem.IsWindows())
            return;
        using (Process made = ProgramRun.Start("mkfifo", _folder, name))
            made.WaitForExit();
        Assert.True(Path.Exists(Path.Combine(_folder, name)));
        ProgramRun run = Run("inspect", name);
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(name, run.Error);
    }

    [Fact]
    public void Inspect_ModelWithoutMatrices()
    {
        string path = Path.Combine(_folder, "empty.onnx");
        File.WriteAllBytes(path, ModelBuilder.Create().Input("x", TensorElementType.Float32, 2).Node("Relu", "relu", ["x"], "y").Output("y").ToBytes());
        ProgramRun run = Run("inspect", path);
        Assert.Equal(0, run.ExitCode);
        Assert.Equal("No matrix was analysed.", run.Lines[0]);
    }

    [Fact]
    public void Inspect_Npy_AsWeightWatcher()
    {
        string golden = Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "weightwatcher", "05_mlp_digits_W1_128x64.npy");
        ProgramRun run = Run("inspect", golden, "--weightwatcher", "--csv", "--mp-fit");
        Assert.Equal(0, run.ExitCode);
        Dictionary<string, string> found = run.Lines[0].Split(',').Zip(run.Lines[1].Split(',')).ToDictionary(p => p.First, p => p.Second);
        Assert.Equal(1.7092931767, double.Parse(found["alpha"], CultureInfo.InvariantCulture), 1e-9);
        Assert.Equal(("over-trained", "10", "dense"), (found["warning"], found["num_spikes"], found["layer_type"]));
    }

    [FactIfShipped]
    public void Inspect_ShippedModelByItsName_EveryMatrixHasARole()
    {
        ProgramRun run = ProgramRun.Of("Evaluate", ProjectRoot.Find().Folder, "inspect", "mini-xlmr", "--csv");
        Assert.Equal(0, run.ExitCode);
        string[] header = run.Lines[0].Split(',');
        string[] roles = [.. run.Lines.Skip(1).Select(l => l.Split(',')[Array.IndexOf(header, "role")])];
        Assert.Equal(26, roles.Length);
        Assert.DoesNotContain("other", roles);
        Assert.Equal(4, roles.Count(r => r == "attention.query"));
    }

    [Fact]
    public void Compare_AModelWithItself_AndWithAnother()
    {
        string first = Model("a.onnx", 1), second = Model("b.onnx", 2);
        Assert.Contains("delta_W 0.", Run("compare", first, first).Output);
        ProgramRun run = Run("compare", first, second, "--csv");
        Assert.Equal(0, run.ExitCode);
        string[] header = run.Lines[0].Split(','), row = run.Lines[1].Split(',');
        double Of(string column) => double.Parse(row[Array.IndexOf(header, column)], CultureInfo.InvariantCulture);
        Assert.Equal(Of("raw"), Of("euclidean"));
        Assert.Equal(Of("euclidean") * Of("euclidean"), Of("norm"), 1e-9 * Of("norm")); // the difference's own norm
        Assert.InRange(Of("cka"), 0, 0.999);
        Assert.True(Of("alpha") > 1);
    }

    [Fact]
    public void Compare_ABadValue_NamesTheModelItLiesIn()
    {
        ProgramRun run = Run("compare", Model("a.onnx", 1, bad: true), Model("b.onnx", 1));
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error: base: 'onnx::MatMul_1' of a.onnx: NaN was found at row 3, column 5", run.Error);
        Assert.DoesNotContain("tuned:", run.Error);
    }

    [Fact]
    public void Inspect_BadNpy_NamesTheFile()
    {
        File.WriteAllBytes(Path.Combine(_folder, "bad.npy"),
            [0x93, .. "NUMPY\u0001\0"u8, 54, 0, .. System.Text.Encoding.ASCII.GetBytes("{'descr':'<f4','fortran_order':False,'shape':(12,12)}\n"), .. Enumerable.Repeat((byte)0xFF, 576)]);
        ProgramRun run = Run("inspect", Path.Combine(_folder, "bad.npy"));
        Assert.Contains("error: bad.npy: NaN was found at row 0, column 0", run.Error);
    }

    ProgramRun Run(params string[] arguments) => ProgramRun.Of("Evaluate", _folder, arguments);

    // An embedding, a query, and a matrix that is too small.
    string Model(string name, int seed, bool bad = false)
    {
        var random = new Random(seed);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() + random.NextDouble() - 1))];
        float[] query = Values(Columns * Columns);
        if (bad)
            query[3 * Columns + 5] = float.NaN;
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, ModelBuilder.WithEmbedding(Values(Rows * Columns), Rows, Columns)
            .Initializer(ModelBuilder.Raw("onnx::MatMul_1", TensorElementType.Float32, [Columns, Columns], query))
            .Node("MatMul", "/encoder/layer.0/attention/self/query/MatMul", ["hidden", "onnx::MatMul_1"], "q")
            .Initializer(ModelBuilder.Raw("classifier.weight", TensorElementType.Float32, [Columns, 3], Values(3 * Columns)))
            .Node("MatMul", "/classifier/MatMul", ["q", "classifier.weight"], "scores").Output("scores").ToBytes());
        return path;
    }
}
