using Microsoft.ML;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Evaluation;
using TransferPredict.MlNet.Pipelines;
using TransferPredict.Tests;
using TransferPredict.Training.Predictor;

namespace TransferPredict.MlNet.Tests.Pipelines;

public class PredictorPipelineTest(Shipped shipped) : IClassFixture<Shipped>
{
    static readonly string[] _targets = ["fao_Latn", "oci_Latn", "isl_Latn", "kmr_Latn", "por_Latn_BR"];

    [FactIfShipped(Shipped.Model, Shipped.Predictor)]
    public void ItsPredictionsAreThoseOfTheBuiltInEngine_LoadedFromItsZipToo()
    {
        var context = new MLContext();
        using NamedPairTransformer model = context.TransferPrediction().LoadPredictor();
        string zip = Path.GetTempFileName();
        try
        {
            context.Model.Save(model, model.InputSchema, zip);
            ITransformer loaded = new MLContext().Model.Load(zip, out DataViewSchema input);
            Assert.Equal(["Model", "Source", "Target"], input.Select(c => c.Name));
            foreach (string target in _targets)
            {
                PredictedScore[] expected = Predicted(target);
                Assert.True(expected.Length > 50);
                IDataView pairs = context.Data.LoadFromEnumerable(expected.Select(e => new LanguagePair { Model = "mini-xlmr", Source = e.Source.Code, Target = target }));
                foreach (IDataView scored in new[] { model.Transform(pairs), loaded.Transform(pairs) })
                {
                    AssertNear(expected.Select(e => e.Score), FeatureViews.Numbers(scored, "Score"));
                    AssertNear(expected.Select(e => e.Lower), FeatureViews.Numbers(scored, "Lower"));
                    AssertNear(expected.Select(e => e.Upper), FeatureViews.Numbers(scored, "Upper"));
                }
            }
        }
        finally
        {
            File.Delete(zip);
        }
    }

    [FactIfShipped(Shipped.Model, Shipped.Predictor)]
    public void Rank_OrdersAsRankDoes()
    {
        var context = new MLContext();
        using NamedPairTransformer model = context.TransferPrediction().LoadPredictor();
        RankedSource[] ranked = [.. context.TransferPrediction().Rank(model, "Occitan")];
        Assert.Equal(Predicted("oci_Latn").OrderByDescending(p => (float)p.Score).ThenBy(p => p.Source.Code, StringComparer.Ordinal).Select(p => p.Source.Code), ranked.Select(r => r.Source.Code));
        Assert.Equal(Enumerable.Range(1, ranked.Length), ranked.Select(r => r.Rank));
        Assert.DoesNotContain(ranked, r => r.Source.Iso6393 == "oci");
        Assert.All(ranked, r => Assert.True(r.Lower <= r.Score && r.Score <= r.Upper));
        Assert.Empty(context.TransferPrediction().Rank(model, "fao_Latn", new RankOptions { Model = "mbert" }));
        Assert.Equal(["dan_Latn", "swe_Latn"], context.TransferPrediction().Rank(model, "fao_Latn", new RankOptions { Sources = ["dan_Latn", "sv"] }).Select(r => r.Source.Code).Order());
    }

    [FactIfShipped(Shipped.Model, Shipped.Predictor)]
    public void LoadPredictor_NamesWhatItKnowsWhenATaskIsUnknown()
    {
        var error = Assert.Throws<InvalidDataException>(() => new MLContext().TransferPrediction().LoadPredictor(task: "parsing"));
        Assert.Contains("pos|accuracy|mini-xlmr", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("expected one of parsing.", error.Message, StringComparison.Ordinal);
    }

    /// <summary>What the built-in engine predicts of all sources that it has part-of-speech scores of.</summary>
    PredictedScore[] Predicted(string target)
    {
        const string Setting = "mini-xlmr|pos|accuracy";
        using TransferPredictor predictor = PredictorFolder.Load(shipped.Root.Predictor);
        LanguageProfiles profiles = ModelLanguages.Stored(shipped.Root, shipped.Languages, "mini-xlmr");
        LanguageProfile[] sources = [.. predictor.Record.SourceEffects.ByQuery.Keys.Where(k => k.StartsWith(Setting + "|", StringComparison.Ordinal))
            .Select(k => profiles[k[(Setting.Length + 1)..]]).Where(s => s.Language.Iso6393 != profiles[target].Language.Iso6393)];
        return predictor.Predict(Setting, sources, profiles[target]);
    }

    static void AssertNear(IEnumerable<double> expected, float[] actual) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
}
