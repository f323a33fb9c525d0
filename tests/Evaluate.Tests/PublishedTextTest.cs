using System.IO.Compression;
using TransferPredict.Evaluate.Tests.Import;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Texts;
using TransferPredict.Features.Tokenizers;

namespace TransferPredict.Evaluate.Tests;

/// <summary>Texts as their owners publish them give the counts and spectra that the repository holds, to the last bit.</summary>
public sealed class PublishedTextTest
{
    const string Model = "mini-xlmr";

    static readonly string[] _languages =
    [
        "fao_Latn", "ell_Grek", "tur_Latn", "tha_Thai", "zho_Hans", "jpn_Jpan", "kor_Hang", "hin_Deva", "arb_Arab", "mya_Mymr", "khm_Khmr", "bod_Tibt", "kat_Geor", "vie_Latn",
    ];

    static readonly ProjectRoot _root = ProjectRoot.Find(AppContext.BaseDirectory);

    [FactIfData("sib200")]
    public void Count_EqualsTheCommittedCounts()
    {
        var counter = new TextCounter(Tokenizer.Open(_root.Model(Model)));
        var folder = CorpusFolder.Open(_root.Counts, Model);
        foreach (string code in _languages)
        {
            LanguageCorpus counted = counter.Count(code, "sib200 train", Sentences(code)).Corpus, stored = folder.Read(code)!;
            Assert.Equal(stored.Facts, counted.Facts! with { PretrainingSentences = stored.Facts!.PretrainingSentences });
            AssertSame(stored.Tokens, counted.Tokens, code);
            AssertSame(stored.Words!, counted.Words!, code);
        }
    }

    [FactIfData("sib200")]
    public void Measure_EqualsTheStoredSpectrum()
    {
        var model = MultilingualModel.Open(Model, _root.Model(Model));
        using WeightRows rows = new WeightReader(model.Weights.Model).OpenRows(model.TokenEmbedding);
        SparseCounts tokens = new TextCounter(Tokenizer.Open(_root.Model(Model))).Count("fao_Latn", "sib200 train", Sentences("fao_Latn")).Corpus.Tokens;
        LanguageSpectrum measured = new SpectrumMeter(rows).Measure("fao_Latn", tokens);
        LanguageSpectrum stored = LanguageTable.Load(LanguageTable.FileIn(_root.Features, Model), new HashSet<string> { "fao_Latn" }).Spectra["fao_Latn"];
        Assert.Equal(stored.Metrics.ToArray(), measured.Metrics.ToArray());
        Assert.Equal(stored.Token!.Values.ToArray(), measured.Token!.Values.ToArray());
        Assert.Equal(stored.Type!.Values.ToArray(), measured.Type!.Values.ToArray());
    }

    static void AssertSame(SparseCounts expected, SparseCounts found, string code)
    {
        Assert.True(expected.Keys.SequenceEqual(found.Keys), code);
        Assert.True(expected.Counts.SequenceEqual(found.Counts), code);
    }

    /// <summary>The training sentences, by their number, those of one number in the file's order.</summary>
    static string[] Sentences(string code)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(Path.Combine(FactIfDataAttribute.Find("sib200"), code, "train.tsv.gz")), CompressionMode.Decompress));
        return [.. reader.ReadToEnd().Split('\n')[1..^1].Select(line => line.Split('\t', 3)).OrderBy(f => int.Parse(f[0], System.Globalization.CultureInfo.InvariantCulture)).Select(f => f[2])];
    }
}
