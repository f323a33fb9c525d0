using TransferPredict.Training.Predictor;

namespace TransferPredict.Evaluate.Tests;

public sealed class FeatureWordsTest
{
    [Fact]
    public void EveryColumnOfAPredictorHasWordsOfItsOwn()
    {
        string?[] words = [.. PredictorSchema.Current.Features.Select(FeatureWords.Of)];
        Assert.All(words, Assert.NotNull);
        Assert.Distinct(words);
    }

    [Fact]
    public void ColumnsOfOthersHaveNone() => Assert.All(["x", "lex.fertility_", "lex.fertility_other", "esd.token.other", "esd.row.ks", "ling"], name => Assert.Null(FeatureWords.Of(name)));

    [Theory]
    [InlineData("lex.subword_jsd", 0.4, 0.25, 0.75, "the divergence of the subwords' frequencies is lower than for 75 % of the other sources")]
    [InlineData("rep.bures", 0.4, 1, 0, "the Bures distance of the hidden states is higher than for 100 % of the other sources")]
    [InlineData("ling.same_genus", 1, 0.75, 0, "of the target's genus, like 25 % of the other sources")]
    [InlineData("ling.same_genus", 0, 0, 0.25, "not of the target's genus, like 75 % of the other sources")]
    [InlineData("esd.type.ks", double.NaN, 0, 0, "not known: the Kolmogorov-Smirnov distance of the spectra of the embeddings, every subword counting once")]
    [InlineData("near.level", 0.1, 0, 0, "the mean score of targets near this one: the same for every source, but weighs differently with this one")]
    [InlineData("near.level", 0.1, 0, 0, "the mean score of targets near this one: the same for every source that has it, but weighs differently with this one", 0.5)]
    [InlineData("rep.bures", 0.1, 0, 0, "the Bures distance of the hidden states: known for this source alone", 1)]
    [InlineData("ling.same_genus", 1, 0.25, 0, "of the target's genus, like 25 % of the other sources", 0.5)]
    [InlineData("own", 0.1, 0.5, 0.25, "own is higher than for 50 % of the other sources")]
    public void AReasonIsASentence(string feature, double value, double lower, double higher, string expected, double unknown = 0) =>
        Assert.Equal(expected, ReasonWords.Of(new Reason(feature, value, 0.1, lower, higher, unknown)));
}
