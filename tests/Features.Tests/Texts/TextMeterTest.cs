using TransferPredict.Features.Texts;
using TransferPredict.Features.Texts.Sketches;
using TransferPredict.Tests;

namespace TransferPredict.Features.Tests.Texts;

public sealed class TextMeterTest : IDisposable
{
    const string Model = "mini-xlmr";

    static readonly HashSet<string> _sources = ["deu_Latn", "isl_Latn", "fao_Latn", "none_Latn"];

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactIfShipped("models/mini-xlmr/model.onnx", "data/features/mini-xlmr/sketches.bin")]
    public void Measure_KeepsWhatItMeasured_AndMakesDamagedFilesAnew()
    {
        string text = Write("mine.txt", "Turkaland hevur høv á trimum síðum.\n\nÍ byrjanini av krígnum ferðaðust teir mest oman á sjónum.\n");
        TextMeasures first = Measure(text), second = Measure(text);
        string kept = Assert.Single(Kept());
        File.WriteAllBytes(kept, [.. File.ReadAllBytes(kept).SkipLast(40)]);
        TextMeasures third = Measure(text);

        Assert.Equal(kept, Assert.Single(Kept()));
        foreach (TextMeasures other in (TextMeasures[])[second, third])
        {
            Assert.Equal(first.Corpus.Facts, other.Corpus.Facts);
            Assert.True(first.Corpus.Tokens.Keys.SequenceEqual(other.Corpus.Tokens.Keys) && first.Corpus.Words!.Counts.SequenceEqual(other.Corpus.Words!.Counts));
            Assert.Equal((null, null), (other.Spectrum.Token, other.Spectrum.Type)); // too few tokens
            Assert.Equal(first.Spectrum.Metrics.ToArray(), other.Spectrum.Metrics.ToArray());
            Assert.Equal(first.Pairs.SelectMany(p => p.Value), other.Pairs.SelectMany(p => p.Value));
        }
        Assert.Equal(["deu_Latn", "fao_Latn", "isl_Latn"], first.Pairs.Keys);
        Assert.All(first.Pairs.Values, values => Assert.True(float.IsFinite(values[0]) && float.IsNaN(values[PairMeasures.Names.ToList().IndexOf("ks")])));

        File.AppendAllText(text, "Hetta er nýtt.\n");
        Measure(text);
        Assert.Equal(2, Kept().Length);
    }

    [FactIfShipped("models/mini-xlmr/model.onnx", "data/features/mini-xlmr/sketches.bin")]
    public void Measure_ParallelTextHasMeasuresOfSentences_OfSourcesBesideIt()
    {
        string text = Write("mine.txt", "Hetta er ein hundur.\nEg eigi eitt hús.\nVit koma í morgin.\n");
        Write("deu_Latn.txt", "Das ist ein Hund.\nIch habe ein Haus.\nWir kommen morgen.\n");
        List<int> read = [];
        TextMeasures measures = Measure(text, text, new DirectProgress<int>(read.Add));
        Assert.Equal(9, read[^1]); // the text and both sides; the source's own text only where the target's has words enough for CALIGN
        Assert.Equal(12, TargetText.Open("xyz_Latn", text, _sources, text).Lines);
        int cka = PairMeasures.Names.ToList().IndexOf("cka");
        Assert.InRange(measures.Pairs["deu_Latn"][cka], 0, 1);
        Assert.True(float.IsNaN(measures.Pairs["isl_Latn"][cka]));
        Assert.All(measures.Pairs.Values, values => Assert.True(float.IsNaN(values[PairMeasures.Names.ToList().IndexOf("calign")]))); // too few words
    }

    [FactIfShipped("models/mini-xlmr/model.onnx", "data/features/mini-xlmr/sketches.bin")]
    public void Measure_ASourceWhoseFileHasNoWordsIsAsOneWithout()
    {
        string text = Write("mine.txt", "Hetta er ein hundur.\nEg eigi eitt hús.\nVit koma í morgin.\n");
        Write("deu_Latn.txt", "Das ist ein Hund.\nIch habe ein Haus.\nWir kommen morgen.\n");
        TextMeasures before = Measure(text, text);
        Write("isl_Latn.txt", "\n...\n\n");
        string blank = Write("blank/mine.txt", "...\n...\n...\n");
        File.Copy(_folder.In("deu_Latn.txt"), _folder.In("blank/deu_Latn.txt"));
        Assert.Contains($"{blank}: found no words", Assert.Throws<InvalidDataException>(() => Measure(text, blank)).Message, StringComparison.Ordinal);
        TextMeasures after = Measure(text, text);
        Assert.All(before.Pairs, row => Assert.Equal(row.Value.ToArray(), after.Pairs[row.Key].ToArray()));
        Assert.Equal(2, Kept().Length);
    }

    [FactIfShipped("models/mini-xlmr/model.onnx", "data/features/mini-xlmr/sketches.bin")]
    public void Measure_ReadsNoMoreTranslationsThanAskedFor()
    {
        string[] own = ["Hetta er ein hundur.", "Eg eigi eitt hús.", "Vit koma í morgin."], german = ["Das ist ein Hund.", "Ich habe ein Haus.", "Wir kommen morgen."];
        string text = Write("own/mine.txt", string.Join('\n', own));
        string few = Write("few/mine.txt", string.Join('\n', own[..2])), many = Write("many/mine.txt", string.Join('\n', own));
        Write("few/deu_Latn.txt", string.Join('\n', german[..2]));
        Write("many/deu_Latn.txt", string.Join('\n', german));
        TargetText Open(string parallel) => TargetText.Open("xyz_Latn", text, _sources, parallel, parallelLines: 2);
        Assert.Equal(Of(Open(few)).Measure().Pairs["deu_Latn"].ToArray(), Of(Open(many)).Measure().Pairs["deu_Latn"].ToArray());
    }

    [FactIfShipped("models/mini-xlmr/model.onnx", "data/features/mini-xlmr/sketches.bin")]
    public void Measure_CancelledKeepsNothing()
    {
        TextMeter meter = Meter(Write("mine.txt", "Hetta er ein hundur.\n"));
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => meter.Measure(new DirectProgress<int>(_ => source.Cancel()), source.Token));
        Assert.Empty(Kept());
        Assert.Null(meter.Kept());
        TextMeasures measured = meter.Measure();
        Assert.Equal(measured.Pairs.Keys, meter.Kept()!.Pairs.Keys);
    }

    [FactIfShipped("models/mini-xlmr/model.onnx", "data/features/mini-mbert/sketches.bin")]
    public void Measure_RefusesSketchesOfAnotherModel()
    {
        var shipped = ProjectRoot.Find(AppContext.BaseDirectory);
        var root = new ProjectRoot(_folder.In("root"));
        Directory.CreateDirectory(root.Models);
        Directory.CreateSymbolicLink(root.Model(Model), shipped.Model(Model));
        string sketches = SketchSet.FileIn(root.Features, Model);
        Directory.CreateDirectory(Path.GetDirectoryName(sketches)!);
        File.Copy(SketchSet.FileIn(shipped.Features, "mini-mbert"), sketches);
        var meter = new TextMeter(root, Model, TargetText.Open("xyz_Latn", Write("mine.txt", "Hetta er ein hundur.\n"), _sources), _folder.In("cache"));
        Assert.Contains($"{sketches}: found sketches of another model", Assert.Throws<InvalidDataException>(() => meter.Measure()).Message, StringComparison.Ordinal);
        Assert.Empty(Kept());
    }

    [FactIfShipped("models/mini-xlmr/model.onnx")]
    public void Measure_RefusesAFileAsTheFolderOfMeasures_BeforeTheTextIsRead()
    {
        List<int> read = [];
        var meter = new TextMeter(
            ProjectRoot.Find(AppContext.BaseDirectory), Model, TargetText.Open("xyz_Latn", Write("mine.txt", "Hetta er ein hundur.\n"), _sources), Write("cache", ""));
        string message = Assert.Throws<IOException>(() => meter.Measure(new DirectProgress<int>(read.Add))).Message;
        Assert.Contains($"{_folder.In("cache")}: found no folder", message, StringComparison.Ordinal);
        Assert.Empty(read);
    }

    [Fact]
    public void Open_RefusesAnEmptyFile() => Assert.Contains(
        "found an empty file, or a pipe", Assert.Throws<InvalidDataException>(() => TargetText.Open("xyz_Latn", Write("mine.txt", ""), _sources)).Message, StringComparison.Ordinal);

    [Fact]
    public void Open_RefusesTooManyTranslations_UnlessFewerAreAskedFor()
    {
        string text = Write("mine.txt", string.Concat(Enumerable.Repeat("a\n", TextFolder.MostParallelLines + 1)));
        Write("deu_Latn.txt", File.ReadAllText(text));
        Assert.Contains("found 10001 lines", Assert.Throws<InvalidDataException>(() => TargetText.Open("xyz_Latn", text, _sources, text)).Message, StringComparison.Ordinal);
        Assert.Equal(2 * 400 + 2 * 10001, TargetText.Open("xyz_Latn", text, _sources, text, parallelLines: 400).Lines);
    }

    [Fact]
    public void Measure_RefusesWhatIsNoText()
    {
        Assert.Contains("found no such file", Assert.Throws<FileNotFoundException>(() => Measure(_folder.In("missing.txt"))).Message, StringComparison.Ordinal);
        string text = Write("mine.txt", "a\nb\n");
        Write("deu_Latn.txt", "a\nb\nc\n");
        string message = Assert.Throws<InvalidDataException>(() => TargetText.Open("xyz_Latn", text, _sources, text)).Message;
        Assert.Contains($"{text}: found 2 lines, expected 3, as many as {_folder.In("deu_Latn.txt")} has", message, StringComparison.Ordinal);
        Write("deu_Latn.txt.gz", "");
        message = Assert.Throws<InvalidDataException>(() => TargetText.Open("xyz_Latn", text, _sources, text)).Message;
        Assert.Contains("found two texts of one language", message, StringComparison.Ordinal);
    }

    [FactIfShipped("models/mini-xlmr/model.onnx")]
    public void Measure_RefusesATextWithoutWords_AndKeepsNothing()
    {
        Assert.Contains("found no words", Assert.Throws<InvalidDataException>(() => Measure(Write("mine.txt", "\n...\n"))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.In("cache")));
    }

    TextMeasures Measure(string text, string? parallel = null, IProgress<int>? progress = null)
    {
        TextMeter meter = Meter(text, parallel);
        return meter.Kept() ?? meter.Measure(progress);
    }

    TextMeter Meter(string text, string? parallel = null) => Of(TargetText.Open("xyz_Latn", text, _sources, parallel));

    TextMeter Of(TargetText text) => new(ProjectRoot.Find(AppContext.BaseDirectory), Model, text, _folder.In("cache"));

    string[] Kept() => Directory.GetFiles(_folder.In("cache"));

    string Write(string name, string text) => _folder.Write(name, text);
}
