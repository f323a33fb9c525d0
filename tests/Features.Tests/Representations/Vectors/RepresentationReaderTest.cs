using TransferPredict.Features.Numerics;
using TransferPredict.Features.Representations;
using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Tests.Representations.Vectors;

public sealed class RepresentationReaderTest : IDisposable
{
    const int Width = 8;

    static readonly RepresentationOptions _options = new() { MaxWords = 1000, MaxSentences = 6, BatchSentences = 4, Window = 9 };

    readonly HiddenStateModel _model = HiddenStateModel.Open(GoldenStates.Folder("prenorm"), new HiddenStateOptions { MaxTokens = 12 });

    public void Dispose() => _model.Dispose();

    /// <summary>Sentences of 1 to 10 words of 1 to 3 tokens, what the tokenizer adds around them; the fourth has no words.</summary>
    static EncodedSentence[] Text(int count)
    {
        var random = new SeededRandom(1, "text");
        var sentences = new EncodedSentence[count];
        for (int i = 0; i < count; i++)
        {
            List<int> words = [EncodedSentence.NoWord];
            int length = i == 3 ? 0 : 1 + random.Next(10);
            for (int word = 0; word < length && words.Count < 11; word++)
                words.AddRange(Enumerable.Repeat(word, 1 + random.Next(3)).Take(11 - words.Count));
            words.Add(EncodedSentence.NoWord);
            int[] tokens = [.. words.Select(_ => 3 + random.Next(17))];
            sentences[i] = new EncodedSentence(tokens, [.. words]);
        }
        return sentences;
    }

    [Fact]
    public void Read_KeepsWhatOneSentenceAtATimeGives()
    {
        EncodedSentence[] text = Text(40);
        LanguageVectors found = new RepresentationReader(_model, _options).Read("xxx_Latn", text);

        Dictionary<WordPlace, float[]> words = [];
        List<(int Sentence, float[] Mean)> sentences = [];
        foreach (int layer in new[] { 0, 3 })
        {
            words.Clear();
            sentences.Clear();
            for (int i = 0; i < text.Length; i++)
            {
                using HiddenStates states = _model.Run([text[i]]);
                Plain(states, layer, i, words, sentences);
            }

            LayerVectors kept = found.Layers[layer];
            Assert.Equal(words.Count, found.Words.Length);
            for (int row = 0; row < found.Words.Length; row++)
                Near(words[found.Words[row]], kept.Words.AsSpan(row * Width, Width));
            Assert.Equal([0, 1, 2, 4, 5], found.Sentences);
            foreach ((int row, int sentence) in found.Sentences.Index())
                Near(sentences.Single(s => s.Sentence == sentence).Mean, kept.Sentences.AsSpan(row * Width, Width));

            LayerVectors plain = SeededVectors.Layer([.. words.Values.SelectMany(v => v)], Width);
            Assert.All(plain.Mean.Zip(kept.Mean), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
            Assert.All(plain.Covariance.Zip(kept.Covariance), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        }
        Assert.Equal((words.Count, 40, 0, 4), (found.WordCount, found.SentenceCount, found.Truncated, found.Layers.Count));
    }

    [Fact]
    public void Read_KeepsADecodersStates()
    {
        using DecoderStateModel decoder = DecoderStateModel.Open(GoldenStates.Folder("two_files"), new HiddenStateOptions { MaxTokens = 12 });
        EncodedSentence[] text = [.. Text(30).Zip(Text(60)[30..], (own, source) => own.From(source))];

        LanguageVectors found = new RepresentationReader(decoder, _options).Read("xxx_Latn", text);

        Assert.Equal(3, found.Layers.Count);
        foreach (int layer in new[] { 0, 2 })
        {
            Dictionary<WordPlace, float[]> words = [];
            List<(int Sentence, float[] Mean)> sentences = [];
            for (int i = 0; i < text.Length; i++)
            {
                using HiddenStates states = decoder.Run([text[i]]);
                Plain(states, layer, i, words, sentences);
            }
            Assert.Equal(words.Count, found.Words.Length);
            for (int row = 0; row < found.Words.Length; row++)
                Near(words[found.Words[row]], found.Layers[layer].Words.AsSpan(row * Width, Width));
            foreach ((int row, int sentence) in found.Sentences.Index())
                Near(sentences.Single(s => s.Sentence == sentence).Mean, found.Layers[layer].Sentences.AsSpan(row * Width, Width));
        }
        // The source tells: the same words after another one have other states, but for the embeddings.
        LanguageVectors others = new RepresentationReader(decoder, _options).Read("xxx_Latn", text.Select((own, i) => own.From(text[29 - i].Source!)));
        Assert.Equal(found.Layers[0].Words, others.Layers[0].Words);
        Assert.NotEqual(found.Layers[2].Words, others.Layers[2].Words);
    }

    [Fact]
    public void Read_SamplesTheSameWordsWithinItsBound()
    {
        EncodedSentence[] text = Text(60);
        RepresentationOptions few = _options with { MaxWords = 25 };

        LanguageVectors all = new RepresentationReader(_model, _options).Read("xxx_Latn", text);
        LanguageVectors sample = new RepresentationReader(_model, few).Read("xxx_Latn", text);
        LanguageVectors again = new RepresentationReader(_model, few).Read("xxx_Latn", text);

        // The order is that of the draws, so fewer words are the first of more.
        Assert.Equal(all.Words[..25], sample.Words);
        Assert.Equal(all.Layers[2].Words[..(25 * Width)], sample.Layers[2].Words);
        Assert.Equal(all.Layers[2].Covariance, sample.Layers[2].Covariance);
        Assert.Equal(sample.Layers[3].Words, again.Layers[3].Words);
        Assert.Equal(sample.Layers[3].Mean, again.Layers[3].Mean);
        Assert.NotEqual(sample.Words, new RepresentationReader(_model, few).Read("yyy_Latn", text).Words);
        Assert.NotEqual(sample.Words, new RepresentationReader(_model, few with { Seed = 5 }).Read("xxx_Latn", text).Words);
    }

    [Fact]
    public void Read_CutsAndCountsLongSentences()
    {
        int[] words = [EncodedSentence.NoWord, .. Enumerable.Range(0, 20), EncodedSentence.NoWord];
        var longer = new EncodedSentence([.. words.Select(_ => 4)], words);

        LanguageVectors found = new RepresentationReader(_model, _options).Read("xxx_Latn", [longer]);

        Assert.Equal((1, 10), (found.Truncated, found.WordCount));

        using DecoderStateModel decoder = DecoderStateModel.Open(GoldenStates.Folder("two_files"), new HiddenStateOptions { MaxTokens = 12 });
        var one = new EncodedSentence([4], [0]);
        found = new RepresentationReader(decoder, _options).Read("xxx_Latn", [one.From(longer), longer.From(one), one.From(one)]);
        Assert.Equal((2, 12), (found.Truncated, found.WordCount));
    }

    [Fact]
    public void Read_ReportsAndCanBeCancelled()
    {
        List<RepresentationProgress> reports = [];
        using var source = new CancellationTokenSource();
        var progress = new DirectProgress<RepresentationProgress>(report =>
        {
            reports.Add(report);
            if (report.Sentences >= 12)
                source.Cancel();
        });

        Assert.ThrowsAny<OperationCanceledException>(
            () => new RepresentationReader(_model, _options).Read("xxx_Latn", Text(40), progress, source.Token));

        Assert.Equal([4, 8, 9, 13], reports.Select(report => report.Sentences));
        Assert.Equal("xxx_Latn", reports[0].Language);
    }

    [Fact]
    public void Read_NamesTextsItCannotRead()
    {
        var reader = new RepresentationReader(_model, _options);
        Assert.Equal("xxx_Latn: the text has no words, expected at least one.",
            Assert.Throws<InvalidDataException>(() => reader.Read("xxx_Latn", [])).Message);
        Assert.Equal("xxx_Latn: sentence 2 has no tokens, expected at least one.",
            Assert.Throws<InvalidDataException>(() => reader.Read("xxx_Latn", [new EncodedSentence([4], [0]), new EncodedSentence([], [])])).Message);
        Assert.Equal("xxx_Latn: sentence 1 has no tokens, expected at least one.",
            Assert.Throws<InvalidDataException>(() => reader.Read("xxx_Latn", [new EncodedSentence([4], [0]).From(new EncodedSentence([], []))])).Message);
    }

    [Fact]
    public void Plan_PutsLikeLengthsTogether()
    {
        int[][] batches = [.. BatchPlan.Make([3, 9, 3, 5, 1, 40], maxSentences: 3, maxTokens: 20)];
        Assert.Equal([[5], [1, 3], [0, 2, 4]], batches);
    }

    static void Plain(HiddenStates states, int layer, int place, Dictionary<WordPlace, float[]> words, List<(int, float[])> sentences)
    {
        EncodedSentence sentence = states.Sentences[0];
        float[][] tokens = [.. Enumerable.Range(0, sentence.Length).Select(token => states.Token(layer, 0, token).ToArray())];
        int[] own = [.. Enumerable.Range(0, sentence.Length).Where(token => sentence.Words[token] != EncodedSentence.NoWord)];
        foreach (var word in own.GroupBy(token => sentence.Words[token]))
            words.Add(new WordPlace(place, word.Key), Mean([.. word.Select(token => tokens[token])]));
        if (own.Length > 0)
            sentences.Add((place, Mean([.. own.Select(token => tokens[token])])));
    }

    static float[] Mean(float[][] rows) => [.. Enumerable.Range(0, Width).Select(k => rows.Average(row => row[k]))];

    static void Near(float[] expected, ReadOnlySpan<float> found) =>
        Assert.All(expected.Zip(found.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
}
