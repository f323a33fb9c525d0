using System.Collections.Concurrent;
using System.Collections.Immutable;
using TransferPredict.Features.Concepts;
using TransferPredict.Features.Concepts.Clustering;
using TransferPredict.Features.Concepts.Dictionaries;
using TransferPredict.Features.Representations.Similarity;
using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Texts.Sketches;

/// <summary>Compares targets with sources at the representation layer: the values of a <see cref="PairTable"/>.</summary>
/// <param name="sources">Sketches of the sources, by language.</param>
/// <param name="targets">Sketches of the targets, by language; they may be sources too.</param>
public sealed class SketchComparison(IReadOnlyDictionary<string, LanguageSketch> sources, IReadOnlyDictionary<string, LanguageSketch> targets)
{
    readonly ConcurrentDictionary<(string, string), Lazy<(WordSimilarity?, ParallelSimilarity?)>> _pairs = [];
    readonly ConcurrentDictionary<string, Lazy<ParallelVectors>> _wholeTexts = [];

    /// <summary>Parallel text, of languages that may be sources, targets or neither.</summary>
    public IReadOnlyDictionary<string, (VectorFile File, LayerVectors Layer)> Sentences { get; init; } =
        ImmutableDictionary<string, (VectorFile, LayerVectors)>.Empty;

    /// <summary>Dictionaries between languages; null leaves out CALIGN.</summary>
    public PairDictionaries? Dictionaries { get; init; }

    /// <summary>Words of languages with their concepts, clustered apart, for CALIGN.</summary>
    public IReadOnlyDictionary<string, ClusteredWord[]> Clusters { get; init; } = ImmutableDictionary<string, ClusteredWord[]>.Empty;

    /// <summary>The targets: all that have text or parallel text.</summary>
    public ImmutableArray<string> Targets { get; init; } = [.. targets.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The concepts of one language alone.</summary>
    /// <param name="words">Its words.</param>
    /// <param name="places">Where they stand in its text.</param>
    /// <param name="vectors">Their vectors.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Its words with their concepts; null where it has too few.</returns>
    public static ClusteredWord[]? Cluster(IReadOnlyList<string> words, IReadOnlyList<WordPlace> places, LayerVectors vectors, CancellationToken cancellation)
    {
        if (words.Count < SketchSampling.LeastWords)
            return null;
        ImmutableArray<int> clusters = KMeans.Fit(
            vectors.Words, vectors.Width, SketchSampling.Clustering(1, SketchSampling.AlignedConcepts), cancellation: cancellation).Assignments;
        return [.. clusters.Select((cluster, i) => new ClusteredWord(words[i], 1, places[i].Sentence, places[i].Word, cluster))];
    }

    /// <summary>Compares every target with every source but itself.</summary>
    /// <param name="threads">Targets at a time; the result does not depend on it.</param>
    /// <param name="done">Told the number of targets done so far.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public ImmutableDictionary<(string Source, string Target), ImmutableArray<float>> Run(int threads, Action<int> done, CancellationToken cancellation)
    {
        ConcurrentBag<KeyValuePair<(string, string), ImmutableArray<float>>> values = [];
        int finished = 0;
        Parallel.ForEach(Targets, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation }, target =>
        {
            Dictionary<string, double> votes = Votes(target, cancellation);
            // A single target has all threads for its sources.
            var inner = new ParallelOptions { MaxDegreeOfParallelism = Targets.Length == 1 ? threads : 1, CancellationToken = cancellation };
            Parallel.ForEach(sources.Keys.Where(source => source != target), inner, source =>
                values.Add(new((source, target), [.. Compare(source, target, votes).Values.Select(value => (float)(value ?? double.NaN))])));
            done(Interlocked.Increment(ref finished));
        });
        return values.ToImmutableDictionary();
    }

    PairMeasures Compare(string source, string target, Dictionary<string, double> votes)
    {
        bool inOrder = string.CompareOrdinal(source, target) < 0;
        (WordSimilarity? words, ParallelSimilarity? sides) = inOrder ? Symmetric(source, target) : Symmetric(target, source);
        (double? overlap, double? entropy) = targets.TryGetValue(target, out LanguageSketch? sketch) ? sources[source].CompareConcepts(sketch) : (null, null);
        return new PairMeasures(
            0, source, target, words, votes.TryGetValue(source, out double share) ? share : null, inOrder ? sides : sides?.Turned, overlap, Alignment(source, target), entropy);
    }

    /// <summary>What is the same in both directions, computed once, in one order: the same bits for both.</summary>
    (WordSimilarity? Words, ParallelSimilarity? Sides) Symmetric(string first, string second) => _pairs.GetOrAdd((first, second), _ => new(() =>
        (Sketch(first) is { } a && Sketch(second) is { } b ? a.Compare(b) : null, Sides(first, second)))).Value;

    static string IsoOf(string code) => code.Split('_')[0];

    LanguageSketch? Sketch(string language) => targets.GetValueOrDefault(language) ?? sources.GetValueOrDefault(language);

    /// <summary>NN-Rank among all sources of other languages than the target's, which no variety of its own may take votes from.</summary>
    Dictionary<string, double> Votes(string target, CancellationToken cancellation)
    {
        LanguageSketch[] candidates = [.. sources.Values.Where(source => source.Votes && IsoOf(source.Language) != IsoOf(target))];
        return candidates.Length > 0 && targets.GetValueOrDefault(target) is { Votes: true } voter
            ? candidates.Zip(voter.Vote(candidates, new NeighbourOptions { Threads = 1 }, cancellation)).ToDictionary(v => v.First.Language, v => v.Second) : [];
    }

    double? Alignment(string source, string target) =>
        Clusters.TryGetValue(source, out ClusteredWord[]? first) && Clusters.TryGetValue(target, out ClusteredWord[]? second)
            && Dictionaries?.Find(source, target) is { } dictionary
            ? ConceptAlignment.Find(first, second, dictionary, SketchSampling.Alignment).Score : null;

    ParallelSimilarity? Sides(string first, string second)
    {
        if (!Sentences.TryGetValue(first, out (VectorFile File, LayerVectors Layer) own) || !Sentences.TryGetValue(second, out (VectorFile File, LayerVectors Layer) other))
            return null;
        int[] common = [.. own.File.Sentences.Intersect(other.File.Sentences)];
        // A single sentence finds its translation whatever the model.
        return common.Length < 2 ? null : ParallelSimilarity.Compute(Vectors(first, own.File, own.Layer, common), Vectors(second, other.File, other.Layer, common));
    }

    /// <summary>The vectors of some sentences; those of a whole text, which most pairs share, are prepared once.</summary>
    ParallelVectors Vectors(string language, VectorFile file, LayerVectors layer, int[] sentences) => sentences.Length == file.Sentences.Length
        ? _wholeTexts.GetOrAdd(language, _ => new(() => ParallelVectors.Create(layer, file.Sentences, sentences))).Value
        : ParallelVectors.Create(layer, file.Sentences, sentences);
}
