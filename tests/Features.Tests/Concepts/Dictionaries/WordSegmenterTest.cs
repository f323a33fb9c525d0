using TransferPredict.Features.Concepts.Dictionaries;

namespace TransferPredict.Features.Tests.Concepts.Dictionaries;

public class WordSegmenterTest
{
    [Theory]
    [InlineData("", "")]
    [InlineData(" ... !", "")]
    [InlineData("The House, (1984).", "the house 1984")]
    [InlineData("l’homme d'État", "l homme d état")]
    [InlineData("«Привет», МИР!", "привет мир")]
    [InlineData("ΣΟΦΊΑ και", "σοφία και")]
    [InlineData("नमस्ते दुनिया।", "नमस्ते दुनिया")]
    [InlineData("我爱你 2024年", "我 爱 你 2024 年")]
    [InlineData("ทำได้", "ท ำ ไ ด้")]
    [InlineData("カタカナ", "カ タ カ ナ")]
    [InlineData("abc日本", "abc 日 本")]
    [InlineData("𝔸𝔹 𠮷野", "𝔸𝔹 𠮷 野")]
    [InlineData("한국어 텍스트", "한국어 텍스트")]
    [InlineData("e\u0301te\u0301", "e\u0301te\u0301")]
    public void Words_AreRunsOfLettersMarksAndDigits(string text, string words) => Assert.Equal(words, string.Join(' ', WordSegmenter.Words(text)));

    [Theory]
    [InlineData("The House, (1984).")]
    [InlineData("a\ud83d\ude00b \ud83d x")]
    public void Places_AreWhereTheWordsStand(string text) =>
        Assert.Equal(WordSegmenter.Words(text), WordSegmenter.Places(text).Select(p => text[p].ToLowerInvariant()));
}
