namespace TransferPredict.Features.Tests;

public sealed class SpellingTest
{
    static readonly string[] _names = ["rank", "explain", "accuracy", "mini-xlmr", "mini-mbert"];

    [Theory]
    [InlineData("rnak", "rank")]
    [InlineData("RANK", "rank")]
    [InlineData("acuracy", "accuracy")]
    [InlineData("mini-xlm", "mini-xlmr")]
    [InlineData("minixlmr", "mini-xlmr")]
    [InlineData("report", null)]
    [InlineData("", null)]
    public void Nearest(string text, string? name) => Assert.Equal(name, Spelling.Nearest(text, _names));

    [Fact]
    public void Hint_IsAQuestionOrNothing()
    {
        Assert.Equal(" Did you mean 'rank'?", Spelling.Hint("rnak", _names));
        Assert.Equal("", Spelling.Hint("something else", _names));
        Assert.Equal("", Spelling.Hint("rank", []));
    }
}
