using System.Text.Json;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Tests;

namespace TransferPredict.Features.Tests;

/// <summary>What the repository ships, looked at through the features.</summary>
public class ShippedFeaturesTest
{
    const string Model = "models/mini-xlmr/model.onnx";
    const string Counts = "data/counts/mini-xlmr/corpora.csv";
    const string Reference = "models/mini-xlmr/reference.json";

    static readonly ProjectRoot _root = ProjectRoot.Find();
    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    [FactIfShipped(Counts)]
    public void Counts_AreOfKnownLanguagesAndAgreeWithTheirFacts()
    {
        CorpusFolder corpora = CorpusFolder.Open(_root.Counts, "mini-xlmr");

        Assert.InRange(corpora.Languages.Length, 200, 400);
        foreach (string language in corpora.Languages)
        {
            LanguageCorpus corpus = corpora.Read(language)!;
            Assert.Equal(language, _catalog.Resolve(language).Code);
            Assert.NotNull(corpus.Facts);
            Assert.Equal((corpus.Facts.Tokens, corpus.Facts.Words), (corpus.Tokens.Total, corpus.Words!.Total));
            Assert.Equal(corpus.Facts.Unknown, corpus.Tokens.CountOf(3)); // XLM-R's <unk>
            Assert.InRange(corpus.Facts.Words, 1, 12_000);
        }
    }

    [FactIfShipped(Counts, Model)]
    public void Features_AreWithinTheirRangesAndSymmetricWhereTheyShouldBe()
    {
        LanguageProfile[] profiles = Sample(30);
        Assert.Equal(30, profiles.Length);
        string[] directed = ["_source", "_target", "_difference", "_coverage"];
        bool[] symmetric = [.. FeatureSchema.Names.Select(name => !directed.Any(end => name.EndsWith(end, StringComparison.Ordinal)))];
        int[] known = new int[FeatureSchema.Names.Length];
        foreach (LanguageProfile source in profiles)
            foreach (LanguageProfile target in profiles)
            {
                float[] there = FeatureSchema.Values(source, target), back = FeatureSchema.Values(target, source);
                for (int i = 0; i < there.Length; i++)
                {
                    FeatureDefinition definition = FeatureSchema.Definitions[i];
                    string where = $"{definition.Name} of {source.Language} and {target.Language} is {there[i]}";
                    Assert.True(float.IsNaN(there[i]) || FeatureSchemaTest.Interval(definition).Holds(there[i]), where);
                    Assert.True(!symmetric[i] || there[i].Equals(back[i]), where);
                    known[i] += float.IsNaN(there[i]) ? 0 : 1;
                }
            }
        Assert.All(FeatureSchema.Names.Zip(known), feature => Assert.True(feature.Second > 200, $"{feature.First} is known for {feature.Second} of 900 pairs."));
    }

    [FactIfShipped(Counts, Model)]
    public void Features_AreMissingWherePromised()
    {
        LanguageProfile german = Profile("deu_Latn"), small = Profile("koi_Cyrl"); // 2,353 tokens
        Assert.True(small.Corpus!.Tokens.Total < SpectrumSampling.TokenDraws);

        foreach ((FeatureDefinition definition, float value) in FeatureSchema.Definitions.Zip(FeatureSchema.Values(german, small)))
        {
            bool missing = definition.Family is "esd" && !definition.Name.EndsWith("row_overlap", StringComparison.Ordinal)
                || definition.Family is "ww" && !definition.Name.EndsWith("_source", StringComparison.Ordinal);
            Assert.True(float.IsNaN(value) == missing, $"{definition.Name} is {value}");
        }
    }

    [FactIfShipped(Counts, Model)]
    public void Model_FitsItsTokenizerAndTheCounts()
    {
        MultilingualModel model = MultilingualModel.Open("mini-xlmr", _root.Model("mini-xlmr"));
        CorpusFolder corpora = CorpusFolder.Open(_root.Counts, "mini-xlmr");

        Assert.All(corpora.Languages, language => Assert.NotNull(corpora.Read(language, model.TokenEmbedding.Rows)));
    }

    [FactIfShipped(Counts, "data/features/mini-xlmr/languages.json")]
    public void StoredTable_HasEveryLanguageThatHasCounts()
    {
        LanguageTable table = LanguageTable.Load(LanguageTable.FileIn(_root.Features, "mini-xlmr"));

        Assert.Equal("mini-xlmr", table.Model);
        Assert.Equal(CorpusFolder.Open(_root.Counts, "mini-xlmr").Languages.ToArray(), table.Spectra.Keys);
    }

    [FactIfShipped(Model, Reference)]
    public void Model_GivesTheOutputsOfItsTraining()
    {
        using JsonDocument reference = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root.Folder, Reference)));
        long[][] ids = Numbers<long>(reference, "input_ids"), mask = Numbers<long>(reference, "attention_mask");
        float[][][] expected = [.. reference.RootElement.GetProperty("last_hidden_state").EnumerateArray().Select(s => s.Deserialize<float[][]>()!)];
        using OrtSession session = OrtSession.FromFile(Path.Combine(_root.Folder, Model), new OrtSessionOptions { IntraOpThreads = 1 });
        using OrtTensor idTensor = OrtTensor.Over<long>(ids.SelectMany(row => row).ToArray(), ids.Length, ids[0].Length);
        using OrtTensor maskTensor = OrtTensor.Over<long>(mask.SelectMany(row => row).ToArray(), ids.Length, ids[0].Length);

        OrtTensor[] outputs = session.Run([new("input_ids", idTensor), new("attention_mask", maskTensor)], ["last_hidden_state"]);
        using OrtTensor hidden = Assert.Single(outputs);

        int width = (int)hidden.Shape[2];
        float[] values = hidden.ToArray<float>();
        Assert.Equal([ids.Length, ids[0].Length, width], hidden.Shape);
        int compared = 0;
        for (int text = 0; text < ids.Length; text++)
            for (int position = 0; position < ids[text].Length; position++)
                for (int i = 0; mask[text][position] == 1 && i < expected[text][position].Length; i++, compared++)
                    Assert.Equal(expected[text][position][i], values[(text * ids[0].Length + position) * width + i], 1e-4);
        Assert.Equal(8 * mask.Sum(row => row.Sum()), compared);
    }

    static T[][] Numbers<T>(JsonDocument reference, string name) => reference.RootElement.GetProperty(name).Deserialize<T[][]>()!;

    static LanguageProfile Profile(string language) => Profiles([language])[0];

    /// <summary>Every n-th language that has counts, so that all scripts and sizes come up.</summary>
    static LanguageProfile[] Sample(int count)
    {
        CorpusFolder corpora = CorpusFolder.Open(_root.Counts, "mini-xlmr");
        return Profiles([.. Enumerable.Range(0, count).Select(i => corpora.Languages[i * corpora.Languages.Length / count])]);
    }

    static LanguageProfile[] Profiles(string[] languages)
    {
        MultilingualModel model = MultilingualModel.Open("mini-xlmr", _root.Model("mini-xlmr"));
        CorpusFolder corpora = CorpusFolder.Open(_root.Counts, "mini-xlmr");
        using WeightRows rows = new WeightReader(model.Weights.Model).OpenRows(model.TokenEmbedding);
        var meter = new SpectrumMeter(rows);
        return [.. languages.Select(language =>
        {
            LanguageCorpus corpus = corpora.Read(language, model.TokenEmbedding.Rows)!;
            return new LanguageProfile(_catalog.Resolve(language), corpus, meter.Measure(language, corpus.Tokens));
        })];
    }
}
