using TransferPredict.Features.Texts;
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
        TextMeasures measures = Measure(text, text, new Listener(read.Add));
        Assert.Equal(9, read[^1]); // the text and both sides; the source's own text is read where the target's has words enough for CALIGN
        Assert.Equal(12, TargetText.Open("xyz_Latn", text, _sources, text).Lines);
        int cka = PairMeasures.Names.ToList().IndexOf("cka");
        Assert.InRange(measures.Pairs["deu_Latn"][cka], 0, 1);
        Assert.True(float.IsNaN(measures.Pairs["isl_Latn"][cka]));
        Assert.All(measures.Pairs.Values, values => Assert.True(float.IsNaN(values[PairMeasures.Names.ToList().IndexOf("calign")]))); // too few words
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

    TextMeasures Measure(string text, string? parallel = null, IProgress<int>? progress = null) =>
        new TextMeter(ProjectRoot.Find(AppContext.BaseDirectory), Model, _folder.In("cache")).Measure(TargetText.Open("xyz_Latn", text, _sources, parallel), progress);

    string[] Kept() => Directory.GetFiles(_folder.In("cache"));

    string Write(string name, string text) => _folder.Write(name, text);

    sealed class Listener(Action<int> listen) : IProgress<int>
    {
        public void Report(int value) => listen(value);
    }
}
