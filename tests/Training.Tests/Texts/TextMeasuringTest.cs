using System.Globalization;
using TransferPredict.Features;
using TransferPredict.Features.Numerics;
using TransferPredict.Features.Texts;
using TransferPredict.Features.Texts.Sketches;
using TransferPredict.Tests;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Texts;

namespace TransferPredict.Training.Tests.Texts;

/// <summary>The shipped model reads texts made of a few words.</summary>
public sealed class TextMeasuringTest : IDisposable
{
    const string Model = "models/mini-xlmr/model.onnx";

    static readonly Dictionary<string, string[]> _words = new()
    {
        ["eng_Latn"] = ["the", "dog", "house", "water", "book", "mother", "children", "school", "train", "letter", "city", "bridge"],
        ["deu_Latn"] = ["der", "Hund", "Haus", "Wasser", "Buch", "Mutter", "Kinder", "Schule", "Zug", "Brief", "Stadt", "Brücke"],
        ["nld_Latn"] = ["de", "hond", "huis", "water", "boek", "moeder", "kinderen", "school", "trein", "brief", "stad", "brug"],
        ["tur_Latn"] = ["bir", "köpek", "ev", "su", "kitap", "anne", "çocuklar", "okul", "tren", "mektup", "şehir", "köprü"],
    };

    readonly string _folder = Directory.CreateTempSubdirectory("texts-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [FactIfShipped(Model)]
    public void NewLanguage_ComparedWithStoredSourcesAsWithTheirText()
    {
        ProjectRoot apart = Repository("apart"), together = Repository("together");
        string three = Texts("three", ["eng_Latn", "deu_Latn", "nld_Latn"]), one = Texts("one", ["tur_Latn"]), all = Texts("all", [.. _words.Keys]);
        string parallel = Texts("parallel", ["eng_Latn", "deu_Latn", "nld_Latn"], sentences: 30);

        Measure(apart, three, parallel);
        PairTable before = Table(apart);
        Measure(apart, one, null);
        PairTable after = Table(apart);
        Measure(together, all, parallel);
        PairTable fresh = Table(together);

        Assert.Equal(["deu_Latn", "eng_Latn", "nld_Latn"], SketchSet.Load(SketchSet.FileIn(apart.Features, Defaults.Model))!.Sketches.Keys);
        Assert.Equal(4, before.Values.Count); // two sources to the two other languages each
        Assert.Equal(6, after.Values.Count);
        Assert.Equal(fresh.Values.Keys.Order(), after.Values.Keys.Order());
        foreach (((string, string) pair, var values) in fresh.Values)
            Assert.Equal(values.ToArray(), after.Values[pair].ToArray());
        Assert.All(before.Values, row => Assert.Equal(row.Value.ToArray(), after.Values[row.Key].ToArray()));

        string[] layers = File.ReadAllLines(LayerTable.FileIn(apart.Features, Defaults.Model));
        Assert.Equal(1 + 5 * 3, layers.Length); // five layers; the pairs of the two sources with the two targets
        Assert.Equal($"layer,source,target,{string.Join(',', PairMeasures.Names)}", layers[0]);
        string chosen = layers.Single(line => line.StartsWith($"{after.Origin.Layer},eng_Latn,nld_Latn,", StringComparison.Ordinal));
        Assert.Equal(
            PairMeasures.Names.Select((_, i) => after.Find("eng_Latn", "nld_Latn", i).ToString("G5", CultureInfo.InvariantCulture)),
            chosen.Split(',')[3..]);

        Assert.Equal("dotnet run --project src/Training -- --text three --parallel parallel; dotnet run --project src/Training -- --text one", after.Origin.Command);
        Assert.Equal(MultilingualModel.Open(Defaults.Model, apart.Model(Defaults.Model)).ComputeHash(), after.Origin.Model);
        double Of(string source, string target, string measure) => after.Find(source, target, PairMeasures.Names.ToList().IndexOf(measure));
        Assert.True(double.IsNaN(Of("eng_Latn", "tur_Latn", "p_at_1")));
        Assert.InRange(Of("eng_Latn", "nld_Latn", "p_at_1"), 0.05, 1);
        Assert.Equal(Of("eng_Latn", "nld_Latn", "nn_rank"), 1 - Of("deu_Latn", "nld_Latn", "nn_rank"), 1e-6);
        Assert.Equal(Of("eng_Latn", "deu_Latn", "bures"), Of("deu_Latn", "eng_Latn", "bures"));
        Assert.InRange(Of("eng_Latn", "tur_Latn", "entropy"), 0, 1);
    }

    [FactIfShipped(Model)]
    public void NewLanguage_HasByItsTextAndParallelTextAloneWhatTheTableHas()
    {
        ProjectRoot root = Repository("table");
        string text = Texts("all", [.. _words.Keys], compounds: true), parallel = Texts("parallel", [.. _words.Keys], sentences: 200, compounds: true);
        Measure(root, text, parallel);
        PairTable table = Table(root);
        Assert.Equal(200, table.Origin.ParallelLines);
        HashSet<string> sources = ["deu_Latn", "eng_Latn"];
        TextMeasures OfTurkish(string file) => new TextMeter(
            root, Defaults.Model, TargetText.Open("tur_Latn", file, sources, Path.Combine(parallel, "tur_Latn.txt")), Path.Combine(_folder, "measures")).Measure();

        TextMeasures beside = OfTurkish(Path.Combine(text, "tur_Latn.txt"));
        Assert.Equal(sources.Order(), beside.Pairs.Keys);
        Assert.All(beside.Pairs, row => Assert.Equal(row.Value, PairMeasures.Names.Select((_, i) => (float)table.Find(row.Key, "tur_Latn", i))));
        Assert.All(beside.Pairs, row => Assert.All(row.Value, value => Assert.True(float.IsFinite(value))));

        // Without the sources' own text beside it, all but CALIGN.
        TextMeasures alone = OfTurkish(Path.Combine(Texts("one", ["tur_Latn"], compounds: true), "tur_Latn.txt"));
        int calign = PairMeasures.Names.ToList().IndexOf("calign");
        Assert.All(beside.Pairs.Values, values => Assert.InRange(values[calign], 0.1, 1));
        Assert.All(alone.Pairs, row => Assert.Equal(beside.Pairs[row.Key].SetItem(calign, float.NaN).ToArray(), row.Value.ToArray()));
        File.Delete(Path.Combine(text, "deu_Latn.txt"));
        TextMeasures half = OfTurkish(Path.Combine(text, "tur_Latn.txt"));
        Assert.Equal(beside.Pairs["eng_Latn"].ToArray(), half.Pairs["eng_Latn"].ToArray());
        Assert.Equal(alone.Pairs["deu_Latn"].ToArray(), half.Pairs["deu_Latn"].ToArray());
    }

    [FactIfShipped(Model)]
    public void WithoutWhatIsNeeded_SaysWhat()
    {
        ProjectRoot root = Repository("bare");
        string text = Texts("text", ["eng_Latn"]);
        Assert.Contains("--parallel", Assert.Throws<InvalidDataException>(() => Measure(root, text, null)).Message);
        Assert.Throws<DirectoryNotFoundException>(() => Measure(root, Path.Combine(_folder, "nowhere"), null));
        File.Move(Path.Combine(text, "eng_Latn.txt"), Path.Combine(text, "en.txt"));
        string message = Assert.Throws<InvalidDataException>(() => Measure(root, text, null)).Message;
        Assert.Contains("en.txt: found a text called 'en', expected the code of English, eng_Latn", message, StringComparison.Ordinal);
        Assert.False(File.Exists(PairTable.FileIn(root.Features, Defaults.Model)));
    }

    void Measure(ProjectRoot root, string text, string? parallel) =>
        new TextMeasuring(root, Defaults.Model, new TextInput(text, parallel, Path.Combine(_folder, "kept")), 2, new JobProgress(quiet: true))
            .Run(new ScoredLanguages(["deu_Latn", "eng_Latn"], ["nld_Latn", "eng_Latn"]), default);

    static PairTable Table(ProjectRoot root) => PairTable.Load(PairTable.FileIn(root.Features, Defaults.Model))!;

    ProjectRoot Repository(string name)
    {
        var root = new ProjectRoot(Path.Combine(_folder, name));
        Directory.CreateDirectory(root.Models);
        Directory.CreateSymbolicLink(root.Model(Defaults.Model), ProjectRoot.Find(AppContext.BaseDirectory).Model(Defaults.Model));
        return root;
    }

    /// <summary>Sentence i of every language has the same words, or compounds of two words, which are many enough for concepts of several.</summary>
    string Texts(string name, string[] languages, int sentences = 350, bool compounds = false)
    {
        string folder = Path.Combine(_folder, name);
        Directory.CreateDirectory(folder);
        foreach (string language in languages)
        {
            var random = new SeededRandom(4, "texts");
            string Word() => _words[language][random.Next(12)];
            File.WriteAllLines(Path.Combine(folder, $"{language}.txt"), Enumerable.Range(0, sentences)
                .Select(_ => string.Join(' ', Enumerable.Range(0, 7).Select(_ => Word() + (compounds ? Word() : "")))));
        }
        return folder;
    }
}
