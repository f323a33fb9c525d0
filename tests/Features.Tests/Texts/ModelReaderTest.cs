using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Texts;
using TransferPredict.Tests;

namespace TransferPredict.Features.Tests.Texts;

public sealed class ModelReaderTest : IDisposable
{
    static readonly RepresentationOptions _options = new() { BatchSentences = 2 };

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void ReadWords_CancelledLeavesNothingAndGoesOnWithTheLanguagesThatAreMissing()
    {
        using ModelReader reader = ModelReader.Open(TinyModel.Write(_folder.In("model"), "prenorm"), _folder.In("cache"));
        TextFolder texts = Texts("text", ("aaa", ["old dog", "new house", "two books"]), ("bbb", ["dog house", "water", "school day", "city", "train"]));
        using var source = new CancellationTokenSource();

        LanguageText first = reader.ReadWords(texts, "aaa", _options);
        Assert.ThrowsAny<OperationCanceledException>(() => reader.ReadWords(texts, "bbb", _options, new DirectProgress<RepresentationProgress>(_ => source.Cancel()), source.Token));

        Assert.Equal(["aaa.vectors"], Kept());
        DateTime written = File.GetLastWriteTimeUtc(Directory.EnumerateFiles(_folder.In("cache"), "*", SearchOption.AllDirectories).Single());
        List<string> computed = [];
        foreach (string language in texts.Languages)
            reader.ReadWords(texts, language, _options, new DirectProgress<RepresentationProgress>(step => computed.Add(step.Language)));
        Assert.Equal(["bbb"], computed.Distinct());
        Assert.Equal(["aaa.vectors", "bbb.vectors"], Kept().Order());
        Assert.Equal(written, Directory.EnumerateFiles(_folder.In("cache"), "aaa*", SearchOption.AllDirectories).Select(File.GetLastWriteTimeUtc).Single());
        Assert.Equal(["book", "dog", "house", "new", "old", "two"], first.Words.Select(word => word.TrimEnd('s')).Order());
    }

    [Fact]
    public void ReadWords_OfADecoderAreTheWordsItReads()
    {
        string model = TinyModel.Write(_folder.In("model"), "two_files");
        TextFolder sources = Texts("text", ("aaa", ["old dog", "new house", "", "two train"])), own = Texts("own", ("aaa", ["water", "  ", "school", "city garden"]));
        using ModelReader reader = ModelReader.Open(model, _folder.In("cache"), decoderText: own);
        using DecoderStateModel plain = DecoderStateModel.Open(model);

        LanguageText text = reader.ReadWords(sources, "aaa", _options);

        Assert.Equal((ModelSide.Decoder, 3), (reader.Side, reader.Layers));
        Assert.Equal(["city", "garden", "water"], text.Words.Order());
        Assert.Equal(2, text.Vectors.SentenceCount);
        using HiddenStates states = plain.Run([reader.Encoder.Encode("city garden").Sentence.From(reader.Encoder.Encode("two train").Sentence)]);
        LayerVectors last = text.Vectors.ReadLayer(2);
        float[] expected = states.Token(2, 0, 2).ToArray(), found = last.Words[(Array.IndexOf(text.Words, "garden") * last.Width)..][..last.Width];
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Read_KeepsWhatDiffersInSideOrDecoderTextApart()
    {
        string model = TinyModel.Write(_folder.In("model"), "one_file");
        TextFolder texts = Texts("text", ("aaa", ["old dog", "new house"])), other = Texts("other", ("aaa", ["water", "city"]));
        using ModelReader encoder = ModelReader.Open(model, _folder.In("cache")), same = ModelReader.Open(model, _folder.In("cache"), decoderText: texts);
        using ModelReader different = ModelReader.Open(model, _folder.In("cache"), decoderText: other);

        Assert.Equal(4, encoder.ReadWords(texts, "aaa", _options).Vectors.Layers);
        Assert.Equal(["dog", "house", "new", "old"], same.ReadWords(texts, "aaa", _options).Words.Order());
        Assert.Equal(["city", "water"], different.ReadWords(texts, "aaa", _options).Words.Order());
        Assert.Equal(2, Kept().Length);

        // Sentences of parallel text are read by both sides alike.
        float[] found = same.ReadSentences(texts, "aaa", _options).ReadLayer(2).Sentences;
        Assert.Equal(found, different.ReadSentences(texts, "aaa", _options).ReadLayer(2).Sentences);
        Assert.NotEqual(found, encoder.ReadSentences(texts, "aaa", _options).ReadLayer(2).Sentences);
    }

    [Fact]
    public void ReadWords_NamesDecoderTextThatDoesNotFit()
    {
        string model = TinyModel.Write(_folder.In("model"), "two_files");
        TextFolder texts = Texts("text", ("aaa", ["old dog", "new house"]), ("bbb", ["water"])), own = Texts("own", ("aaa", ["city"]));
        using ModelReader reader = ModelReader.Open(model, _folder.In("cache"), decoderText: own);

        Assert.Equal($"{own.Path}: found 1 lines of aaa for the decoder, expected 2, one for each line of {texts.Path}.",
            Assert.Throws<InvalidDataException>(() => reader.ReadWords(texts, "aaa", _options)).Message);
        Assert.Equal($"{own.Path}: found no text of bbb for the decoder, expected a line for each line of {texts.Path}.",
            Assert.Throws<InvalidDataException>(() => reader.ReadWords(texts, "bbb", _options)).Message);
    }

    TextFolder Texts(string name, params (string Language, string[] Lines)[] texts)
    {
        foreach ((string language, string[] lines) in texts)
            _folder.Write($"{name}/{language}.txt", string.Join('\n', lines) + "\n");
        return TextFolder.Open(_folder.In(name));
    }

    string[] Kept() => [.. Directory.EnumerateFiles(_folder.In("cache"), "*", SearchOption.AllDirectories).Select(file => Path.GetFileName(file))];
}
