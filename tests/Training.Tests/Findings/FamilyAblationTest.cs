using TransferPredict.Training.Findings;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Predictor;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Findings;

public sealed class FamilyAblationTest
{
    /// <summary>The score is a lexical feature; the spectra are noise.</summary>
    [Fact]
    public void Run_TellsTheFamilyThatCarriesTheScore()
    {
        var random = new Random(4);
        (int Source, int Target, float Useful)[] pairs = [.. from t in Enumerable.Range(0, 12) from s in Enumerable.Range(0, 10) select (s, t, random.NextSingle())];
        var rows = new TrainingRows
        {
            FeatureNames = ["lex.a", "esd.b", "ww.c"],
            Features = [.. pairs.SelectMany(p => new[] { p.Useful, random.NextSingle(), random.NextSingle() })],
            Scores = [.. pairs.Select(p => 0.2 + 0.5 * p.Useful)],
            Groups = [.. pairs.Select(p => new PairGroups("m", "pos", $"s{p.Source}", $"t{p.Target}", null, null))],
            Sources = [.. pairs.Select(p => $"s{p.Source}_Latn")],
            Targets = [.. pairs.Select(p => $"t{p.Target}_Latn")],
        };
        LightGbmParameters parameters = LightGbmRegressor.DefaultParameters with { Seed = 1, Iterations = 30, MinDataInLeaf = 5 };
        FamilyVariant[] variants = [.. FamilyVariant.All.Where(v => v.Name is FamilyVariant.AllFamilies or FamilyVariant.NoSpectra or "without lex.")];
        FamilyAblation found = FamilyAblation.Run(rows, variants, parameters, Splitter.TargetFolds(3, 1), threads: 2);
        int spearman = AccuracyMetrics.IndexOf("spearman");
        Assert.True(found.Difference(FamilyVariant.AllFamilies, "without lex.")[spearman] is { Value: > 0.5, Sign: 1, Groups: 12 });
        Assert.True(Math.Abs(found.Difference(FamilyVariant.AllFamilies, FamilyVariant.NoSpectra)[spearman]!.Value) < 0.3);
        FamilyAblation again = FamilyAblation.Run(rows, variants, parameters, Splitter.TargetFolds(3, 1), threads: 1);
        Assert.Equal([.. found.Predictions["without lex."]], again.Predictions["without lex."].ToArray()); // an ImmutableArray equals itself alone
    }

    [Fact]
    public void Keeps_GoesByFamily()
    {
        FamilyVariant noSpectra = FamilyVariant.All.Single(v => v.Name == FamilyVariant.NoSpectra);
        Assert.True(noSpectra.Keeps("lex.word_jaccard") && noSpectra.Keeps("rep.ks"));
        Assert.False(noSpectra.Keeps("esd.token.ks") || noSpectra.Keeps("ww.alpha_source"));
    }
}
