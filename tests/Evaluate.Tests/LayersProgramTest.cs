using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary><c>layers</c> and <c>concepts show</c> as users start them, on the shipped model and a few sentences.</summary>
public sealed class LayersProgramTest : IDisposable
{
    const string Model = "models/mini-xlmr/model.onnx";

    static readonly string[] _english =
    [
        "The dog sleeps in the house.", "We drink water in the morning.", "My mother reads a new book.", "The children play in the garden.",
        "He goes to school every day.", "The train was late yesterday.", "She wrote a long letter.", "The city has two old bridges.",
    ];

    static readonly string[] _german =
    [
        "Der Hund schläft im Haus.", "Am Morgen trinken wir Wasser.", "Meine Mutter liest ein neues Buch.", "Die Kinder spielen im Garten.",
        "Er geht jeden Tag zur Schule.", "Der Zug war gestern zu spät.", "Sie schrieb einen langen Brief.", "Die Stadt hat zwei alte Brücken.",
    ];

    readonly string _folder = Directory.CreateTempSubdirectory("layers-").FullName;

    public LayersProgramTest()
    {
        Write("text/eng_Latn.txt", _english);
        Write("text/deu_Latn.txt", [.. _german, ""]);
        Write("parallel/eng_Latn.txt", _english);
        Write("parallel/deu_Latn.txt", _german);
        Write("parallel/zho_Hans.txt", ["狗睡在屋里。", "", "我妈妈在看一本新书。", "孩子们在花园里玩。", "", "", "她写了一封长信。", "这座城市有两座古桥。"]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FactIfShipped(Model)]
    public void Layers_TableCsvAndJsonHoldTheSame_MissingTextIsMissing()
    {
        ProgramRun run = Layers("--text", "text", "--parallel", "parallel", "--languages", "en,deu_Latn,zho_Hans", "--concepts", "4", "--csv", "l.csv", "--json", "l.json");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Reading words of eng_Latn (8)", run.Error);
        Assert.Equal(["layer", "source", "target", "mean_cosine"], run.Lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[..4]);
        Assert.Equal(5 * 6, run.Lines.Count(l => l.Contains("_Latn  ", StringComparison.Ordinal)));

        string[][] csv = [.. File.ReadLines(Path.Combine(_folder, "l.csv")).Select(l => l.Split(','))];
        Assert.Equal(1 + 5 * 6, csv.Length);
        JsonElement json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "l.json"))).RootElement;
        Assert.Contains($"Representation layer: {json.GetProperty("representation_layer").GetInt32()},", run.Output);
        JsonElement[] pairs = [.. json.GetProperty("pairs").EnumerateArray()];
        foreach ((string[] row, JsonElement pair) in csv.Skip(1).Zip(pairs))
        {
            Assert.Equal(row.Take(3), ((string[])["layer", "source", "target"]).Select(key => pair.GetProperty(key).ToString()));
            bool chinese = row.Contains("zho_Hans");
            foreach ((string name, string cell) in csv[0].Skip(3).Zip(row.Skip(3)))
            {
                JsonElement value = pair.GetProperty("measures").GetProperty(name);
                // Spectra need 2,048 words; Chinese has parallel text alone.
                bool missing = name is "ks" or "pearson" or "cosine" or "combined"
                    || (chinese && name is ("mean_cosine" or "centroid" or "bures" or "nn_rank" or "colap" or "calign" or "entropy"));
                Assert.True(missing == (cell == ""), $"{name} of {string.Join(' ', row)}");
                Assert.True(missing ? value.ValueKind == JsonValueKind.Null : value.GetDouble() == double.Parse(cell, CultureInfo.InvariantCulture), name);
            }
        }
        Dictionary<string, string> there = Row(csv, "2", "eng_Latn", "deu_Latn"), back = Row(csv, "2", "deu_Latn", "eng_Latn");
        Assert.Equal((there["p_at_1"], there["p_at_1_back"]), (back["p_at_1_back"], back["p_at_1"]));
        Assert.Equal(there["bures"], back["bures"]);
        Assert.Equal("1", there["nn_rank"]); // the only other language with text gets all votes
        Assert.True(double.Parse(there["p_at_1"], CultureInfo.InvariantCulture) > 0.2, there["p_at_1"]); // chance: 0.125
    }

    [FactIfShipped(Model)]
    public void Layers_KeptVectorsAndAnyThreads_SameBytes()
    {
        string[] arguments = ["--text", "text", "--parallel", "parallel", "--concepts", "3", "--csv"];
        ProgramRun first = Layers([.. arguments, "--threads", "1"]);
        DateTime[] written = Written();
        Assert.Equal(5, written.Length);
        Assert.Equal(first.Output, Layers([.. arguments, "--threads", "2"]).Output);
        Assert.Equal(written, Written());
        Assert.Equal(first.Output, Run("layers", [.. arguments, "--cache", "other"]).Output);
        Assert.NotEqual(first.Output, Layers([.. arguments, "--words", "20"]).Output);

        DateTime[] Written() => [.. Directory.EnumerateFiles(Path.Combine(_folder, "kept"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.GetLastWriteTimeUtc)];
    }

    [FactIfShipped(Model)]
    public void Layers_FromOneSourceAreItsRowsOfAll()
    {
        string[] arguments = ["--text", "text", "--parallel", "parallel", "--concepts", "3", "--restarts", "1", "--csv"];
        string[] all = Layers(arguments).Lines, german = Layers([.. arguments, "--from", "de"]).Lines;
        Assert.Equal(all.Where(line => line.StartsWith("layer,", StringComparison.Ordinal) || line.Split(',')[1] == "deu_Latn"), german);
        Assert.Equal(1 + 5 * 2, german.Length);
    }

    [FactIfShipped(Model)]
    public void Layers_PackedTextIsTheSameText()
    {
        string plain = Layers("--text", "text", "--csv").Output;
        string path = Path.Combine(_folder, "text", "deu_Latn.txt");
        using (var packed = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
            packed.Write(File.ReadAllBytes(path));
        ProgramRun twice = Layers("--text", "text", "--csv");
        Assert.Equal((1, ""), (twice.ExitCode, twice.Output));
        Assert.Contains("two texts of one language", twice.Error);
        File.Delete(path);
        Assert.Equal(plain, Layers("--text", "text", "--csv").Output);
    }

    [Fact]
    public void Layers_OfADecoderWithTextOfItsOwn()
    {
        string model = TinyModel.Write(Path.Combine(_folder, "tiny"), "two_files");
        Write("source/eng_Latn.txt", "old dog", "new house", "", "two train", "water day");
        Write("source/deu_Latn.txt", "dog old", "house", "mother city", "train two", "day");
        Write("own/eng_Latn.txt", "school", "letter city", "water", "garden morning", "book");
        Write("own/deu_Latn.txt", "school book", "city", "water", "garden", "new");
        string[] arguments = ["layers", model, "--text", "source", "--parallel", "source", "--cache", "kept"];

        ProgramRun encoder = Run(arguments, "--json");
        ProgramRun same = Run(arguments, "--decoder-text", "source", "--json"), own = Run(arguments, "--decoder-text", "own", "--json");
        ProgramRun table = Run(arguments, "--decoder-text", "own", "--concepts", "2");

        Assert.Equal(("encoder", 8), (encoder.Json.GetProperty("side").GetString(), encoder.Json.GetProperty("pairs").GetArrayLength()));
        Assert.Equal(("decoder", 6), (same.Json.GetProperty("side").GetString(), same.Json.GetProperty("pairs").GetArrayLength()));
        JsonElement[] last = [.. new[] { same, own }.Select(run => run.Json.GetProperty("pairs")[5].GetProperty("measures"))];
        Assert.NotEqual(last[0].GetProperty("bures").GetDouble(), last[1].GetProperty("bures").GetDouble());
        Assert.Equal(last[0].GetProperty("cosine_gap").GetDouble(), last[1].GetProperty("cosine_gap").GetDouble());
        Assert.Contains("These are layers of the decoder; it reads the lines of --parallel as its encoder does.", table.Output);
        Assert.Contains("school", ProgramRun.Of("Evaluate", _folder,
            "concepts", "show", model, "--layer", "2", "--text", "source", "--decoder-text", "own", "--concepts", "2", "--cache", "kept").Output);

        Write("own/deu_Latn.txt", "school book");
        ProgramRun uneven = Run(arguments, "--decoder-text", "own");
        Assert.Equal((1, ""), (uneven.ExitCode, uneven.Output));
        Assert.Contains("found 1 lines of deu_Latn for the decoder, expected 5", uneven.Error);

        ProgramRun Run(string[] arguments, params string[] more) => ProgramRun.Of("Evaluate", _folder, [.. arguments, .. more]);
    }

    [FactIfShipped(Model)]
    public void ConceptsShow_CountsEveryWord()
    {
        ProgramRun run = Run("concepts", "show", Shipped, "--layer", "2", "--text", "text", "--concepts", "5", "--top", "100", "--cache", "kept", "--json", "c.json");
        Assert.Equal(0, run.ExitCode);
        JsonElement json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_folder, "c.json"))).RootElement;
        JsonElement[] concepts = [.. json.GetProperty("concepts").EnumerateArray()];
        int words = json.GetProperty("equal_words").GetInt32();
        Assert.Equal(2 * words, concepts.Sum(c => c.GetProperty("size").GetInt32()));
        Assert.Equal(words, concepts.SelectMany(c => c.GetProperty("words").EnumerateArray()).Where(w => w.GetProperty("language").GetString() == "deu_Latn").Sum(w => w.GetProperty("count").GetInt32()));
        Assert.All(concepts, c => Assert.InRange(c.GetProperty("entropy").GetDouble(), 0, 1));
        Assert.Contains("the (eng_Latn)", run.Output);
        Assert.Contains($"Clustering words ({2 * words})", run.Error);
        Assert.Equal("concept,size,entropy,word,language,count",
            Run("concepts", "show", Shipped, "--layer", "0", "--text", "text", "--concepts", "2", "--cache", "kept", "--csv").Lines[0]);
        Assert.Equal(5, Run("concepts", "show", Shipped, "--layer", "2", "--text", "text", "--concepts", "5", "--clustering", "ward", "--cache", "kept", "--json").Json.GetProperty("concepts").GetArrayLength());
    }

    [FactIfShipped(Model)]
    public void BadInputIsOneClearLine()
    {
        Write("uneven/eng_Latn.txt", _english);
        Write("uneven/deu_Latn.txt", _german[..5]);
        Assert.All(new (int Code, string Message, string[] Arguments)[]
        {
            (2, "Neither --text nor --parallel", []),
            (1, "nowhere", ["--text", "nowhere"]),
            (1, "found no text", ["--text", "."]),
            (1, "fra_Latn", ["--text", "text", "--languages", "en,fr"]),
            (2, "klingon", ["--text", "text", "--languages", "en,klingon"]),
            (1, "expected two languages", ["--text", "text", "--languages", "en"]),
            (1, "--from fr: found deu_Latn, eng_Latn, expected one of these", ["--text", "text", "--from", "fr"]),
            (1, "found 8 lines of eng_Latn, expected 5", ["--parallel", "uneven"]),
            (1, "at least as many as concepts, 5000", ["--text", "text", "--concepts", "5000"]),
            (2, "--decoder-text is given without --text", ["--parallel", "parallel", "--decoder-text", "text"]),
            (1, "found no 'decoder_start_token_id'", ["--text", "text", "--decoder-text", "text"]),
            (1, "cannot compute with CUDA", ["--text", "text", "--device", "cuda"]),
        }, bad =>
        {
            ProgramRun run = Layers(bad.Arguments);
            Assert.Equal((bad.Code, ""), (run.ExitCode, run.Output));
            Assert.Contains("error: ", run.Error);
            Assert.Contains(bad.Message, run.Error);
            Assert.DoesNotContain("   at ", run.Error);
        });
        ProgramRun noLayer = Run("concepts", "show", Shipped, "--layer", "9", "--text", "text");
        Assert.Equal(1, noLayer.ExitCode);
        Assert.Contains("--layer 9", noLayer.Error);
        Assert.Contains("expected 0 to 4", noLayer.Error);
    }

    static string Shipped => ProjectRoot.Find(AppContext.BaseDirectory).Model("mini-xlmr");

    static Dictionary<string, string> Row(string[][] csv, params string[] key) =>
        csv[0].Zip(csv.Single(row => row[..3].SequenceEqual(key))).ToDictionary(c => c.First, c => c.Second);

    void Write(string name, params string[] lines)
    {
        string path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, string.Join('\n', lines) + "\n", new UTF8Encoding(false));
    }

    ProgramRun Layers(params string[] arguments) => Run("layers", [.. arguments, "--cache", "kept"]);

    ProgramRun Run(string command, params string[] arguments) =>
        ProgramRun.Of("Evaluate", _folder, command == "layers" ? [command, Shipped, .. arguments] : [command, .. arguments]);
}
