using System.Collections.Immutable;
using TransferPredict.Features.Concepts.Dictionaries;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Tests.Concepts.Dictionaries;

public class WordAlignerTest
{
    static readonly WordAlignerOptions _options = new();

    [Fact]
    public void MakeDictionary_FindsTheWordsOfAMadeUpLanguage()
    {
        SentencePair[] pairs = Text(400, 60, shuffled: false);
        TranslationDictionary dictionary = WordAligner.MakeDictionary(pairs, _options);
        string[] words = [.. pairs.SelectMany(p => p.Source).Distinct()];
        Assert.True(words.Count(w => dictionary[w] is [var best, ..] && best.Word == Translated(w)) >= 0.97 * words.Length);
    }

    [Fact]
    public void Align_WithoutTensionIsPlainModel1WhateverTheOrder()
    {
        SentencePair[] pairs = Text(400, 40, shuffled: true);
        var model1 = _options with { Tension = 0, Iterations = 10 };
        var told = new ToldShares();
        ImmutableArray<ImmutableArray<AlignmentLink>> links = WordAligner.Align(pairs, model1, told);
        Assert.Equal(Enumerable.Range(1, 20).Select(done => done / 20.0), told.Shares.Order()); // ten iterations of either direction
        int right = 0, all = 0;
        foreach ((SentencePair pair, ImmutableArray<AlignmentLink> found) in pairs.Zip(links))
        {
            all += found.Length;
            right += found.Count(l => pair.Target[l.Target] == Translated(pair.Source[l.Source]));
        }
        Assert.InRange((double)right / all, 0.97, 1);
        // Six of seven words have a translation; of a word that comes twice, without tension only one is linked.
        Assert.InRange((double)all / pairs.Sum(p => p.Source.Length), 0.6, 6.0 / 7);
    }

    [Fact]
    public void Align_LinksOneToOne_TheSameEveryTime_EmptySidesHaveNone()
    {
        SentencePair[] pairs = [.. Text(50, 30, shuffled: false), new([], ["x"]), new(["w1"], []), new([], [])];
        ImmutableArray<ImmutableArray<AlignmentLink>> links = WordAligner.Align(pairs, _options), again = WordAligner.Align(pairs, _options);
        Assert.All(links.Zip(again), both => Assert.Equal(both.First.AsEnumerable(), both.Second));
        Assert.All(links, l =>
        {
            Assert.Equal(l.Length, l.Select(x => x.Source).Distinct().Count());
            Assert.Equal(l.Length, l.Select(x => x.Target).Distinct().Count());
        });
        Assert.All(links[^3..], l => Assert.Empty(l));
        Assert.Empty(WordAligner.Align([], _options));
    }

    [Fact]
    public void Align_RefusesOptionsOutOfRange()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => WordAligner.Align([], _options with { Iterations = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => WordAligner.Align([], _options with { Unaligned = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => WordAligner.Align([], _options with { Sparsity = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => WordAligner.Align([], _options with { Tension = -1 }));
    }

    [Theory]
    [InlineData(1, -0.57721566490153286)]
    [InlineData(0.5, -1.9635100260214235)]
    [InlineData(0.01, -100.56088545786868)]
    [InlineData(10, 2.2517525890667211)]
    [InlineData(1e6, 13.815510057964191)]
    public void Digamma_KnownValues(double x, double expected) => Assert.Equal(expected, TranslationModel.Digamma(x), 1e-9 * Math.Abs(expected));

    static string Translated(string word) => "t" + word;

    /// <summary>Sentences of words drawn by Zipf's law, each translated word by word, every seventh word dropped.</summary>
    static SentencePair[] Text(int sentences, int types, bool shuffled)
    {
        SeededRandom random = new(1, "text");
        double[] ends = new double[types];
        double end = 0;
        for (int i = 0; i < types; i++)
            ends[i] = end += 1.0 / (i + 1);
        SentencePair[] pairs = new SentencePair[sentences];
        for (int s = 0; s < sentences; s++)
        {
            string[] words = new string[4 + random.Next(12)];
            for (int i = 0; i < words.Length; i++)
            {
                double place = random.Next(1 << 30) * end / (1 << 30);
                words[i] = $"w{Array.FindIndex(ends, e => e > place)}";
            }
            string[] target = [.. words.Where((_, i) => i % 7 != 6).Select(Translated)];
            if (shuffled)
                random.ShuffleFront<string>(target, target.Length);
            pairs[s] = new SentencePair([.. words], [.. target]);
        }
        return pairs;
    }
}
