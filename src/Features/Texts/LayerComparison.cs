using System.Collections.Immutable;
using TransferPredict.Features.Concepts;
using TransferPredict.Features.Concepts.Dictionaries;
using TransferPredict.Features.Representations.Similarity;
using TransferPredict.Features.Representations.Vectors;

namespace TransferPredict.Features.Texts;

/// <summary>Compares languages in one layer after the other. A language may lack words, or sentences; its measures of these are null.</summary>
public sealed class LayerComparison
{
    readonly ImmutableArray<string> _languages;
    readonly LanguageText?[] _texts;
    readonly VectorFile?[] _parallel;
    readonly PairDictionaries? _dictionaries;
    readonly LayerComparisonOptions _options;

    /// <param name="languages">The languages.</param>
    /// <param name="texts">Words of those that have text.</param>
    /// <param name="parallel">Sentences of those that have parallel text.</param>
    /// <param name="dictionaries">What CALIGN needs.</param>
    /// <param name="options">What to compute.</param>
    /// <exception cref="ArgumentException">The source to compare from is none of the languages.</exception>
    /// <exception cref="InvalidDataException">A language has fewer words than concepts are to be found.</exception>
    public LayerComparison(
        IEnumerable<string> languages, IEnumerable<LanguageText> texts, IReadOnlyDictionary<string, VectorFile> parallel, PairDictionaries? dictionaries,
        LayerComparisonOptions options)
    {
        _languages = [.. languages];
        Dictionary<string, LanguageText> byLanguage = texts.ToDictionary(t => t.Language);
        _texts = [.. _languages.Select(byLanguage.GetValueOrDefault)];
        _parallel = [.. _languages.Select(parallel.GetValueOrDefault)];
        (_dictionaries, _options) = (dictionaries, options);
        if (options.From is { } from && !_languages.Contains(from))
            throw new ArgumentException($"{from} is none of the languages compared ({string.Join(", ", _languages)}).", nameof(options));
        EqualWords = byLanguage.Count == 0 ? 0 : byLanguage.Values.Min(t => t.Words.Length);
        if (options.Concepts is { } concepts && byLanguage.Values.FirstOrDefault(t => t.Words.Length < concepts) is { } few)
            throw TextsThrow.FewWords(few.Language, few.Words.Length, concepts);
    }

    /// <summary>How many words of each language concepts are of, and at most vote for neighbours: as many as the language of least text has.</summary>
    public int EqualWords { get; }

    /// <summary>Compares the languages in a layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="progress">Is told the share of the clustering that is done, in (0, 1]: where concepts are looked for, it takes nearly all of the time.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>Every ordered pair of different languages whose source is asked for, by source, then target, in the order given.</returns>
    public ImmutableArray<PairMeasures> Compute(int layer, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        int count = _languages.Length;
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Threads, CancellationToken = cancellation };
        LayerVectors?[] vectors = [.. _texts.Select(t => t?.Vectors.ReadLayer(layer))], sentences = [.. _parallel.Select(p => p?.ReadLayer(layer))];
        var statistics = new WordStatistics?[count];
        Parallel.For(0, count, parallel, i => statistics[i] = vectors[i] is { } v ? WordStatistics.Create(v) : null);

        var words = new WordSimilarity?[count, count];
        var sides = new ParallelSimilarity?[count, count];
        Parallel.ForEach(Pairs().Select(p => (First: Math.Min(p.First, p.Second), Second: Math.Max(p.First, p.Second))).Distinct(), parallel, p =>
        {
            if (statistics[p.First] is { } a && statistics[p.Second] is { } b)
                words[p.First, p.Second] = words[p.Second, p.First] = WordSimilarity.Compute(a, b);
            if (Compare(sentences, p.First, p.Second) is { } found)
                (sides[p.First, p.Second], sides[p.Second, p.First]) = (found, found.Turned);
        });
        double?[,] votes = Votes(vectors, cancellation);
        (double?[,] overlaps, double?[,] entropies, double?[,] alignments) = Concepts(vectors, progress, parallel);
        return [.. Pairs().Select(p => new PairMeasures(layer, _languages[p.First], _languages[p.Second], words[p.First, p.Second], votes[p.First, p.Second],
            sides[p.First, p.Second], overlaps[p.First, p.Second], alignments[p.First, p.Second], entropies[p.First, p.Second]))];
    }

    /// <summary>Clusters the words of all languages that have text in a layer.</summary>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="progress">Is told the share of the work that is done, in [0, 1].</param>
    /// <param name="cancellation">Ends the work early.</param>
    public LayerConcepts FindConcepts(int layer, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        FindConcepts([.. _texts.Select(t => t?.Vectors.ReadLayer(layer))], progress, cancellation);

    /// <summary>The layer of highest P@1; null without parallel text.</summary>
    /// <param name="layers">The measures of every layer, from 0 up.</param>
    public static RepresentationLayer? Choose(IReadOnlyList<ImmutableArray<PairMeasures>> layers) => RepresentationLayer.Choose(
        [.. Enumerable.Range(0, layers.Count > 0 ? layers[0].Length : 0).Where(pair => layers[0][pair].Parallel is not null)
            .Select(pair => (IReadOnlyList<Retrieval>)[.. layers.Select(layer => layer[pair].Parallel!.Precision)])]);

    IEnumerable<(int First, int Second)> Pairs() =>
        from first in Enumerable.Range(0, _languages.Length)
        from second in Enumerable.Range(0, _languages.Length)
        where first != second && (_options.From is null || _languages[first] == _options.From)
        select (first, second);

    ParallelSimilarity? Compare(LayerVectors?[] sentences, int first, int second)
    {
        if (sentences[first] is not { } a || sentences[second] is not { } b)
            return null;
        int[] common = [.. _parallel[first]!.Sentences.Intersect(_parallel[second]!.Sentences)];
        // A single sentence finds its translation whatever the model.
        return common.Length < 2 ? null : ParallelSimilarity.Compute(
            ParallelVectors.Create(a, _parallel[first]!.Sentences, common), ParallelVectors.Create(b, _parallel[second]!.Sentences, common));
    }

    double?[,] Votes(LayerVectors?[] vectors, CancellationToken cancellation)
    {
        double?[,] votes = new double?[_languages.Length, _languages.Length];
        int[] known = Known;
        for (int target = 0; target < _languages.Length && known.Length > 1; target++)
        {
            if (vectors[target] is not { } own)
                continue;
            int[] sources = [.. known.Where(source => source != target)];
            double[] shares = NeighbourVotes.Compute(
                Voters(own), [.. sources.Select(source => Voters(vectors[source]!))], own.Width, _options.Neighbours with { Threads = _options.Threads }, cancellation);
            foreach ((int source, double share) in sources.Zip(shares))
                votes[source, target] = share;
        }
        return votes;
    }

    (double?[,] Overlaps, double?[,] Entropies, double?[,] Alignments) Concepts(LayerVectors?[] vectors, IProgress<double>? progress, ParallelOptions parallel)
    {
        int count = _languages.Length;
        double?[,] overlaps = new double?[count, count], entropies = new double?[count, count], alignments = new double?[count, count];
        int[] known = Known;
        if (_options.Concepts is null || known.Length < 2)
            return (overlaps, entropies, alignments);
        // All words together, then those of each language again, where there are dictionaries.
        LayerConcepts concepts = FindConcepts(vectors, Part(progress, 0, _dictionaries is null ? 1 : 0.5), parallel.CancellationToken);
        (int First, int Second)[] pairs = [.. Pairs().Where(p => _texts[p.First] is not null && _texts[p.Second] is not null)];
        Parallel.ForEach(pairs, parallel, p =>
            (overlaps[p.First, p.Second], entropies[p.First, p.Second]) =
                concepts.Compare(Array.IndexOf(known, p.First), Array.IndexOf(known, p.Second), _options.OverlapPercent));
        if (_dictionaries is null)
            return (overlaps, entropies, alignments);

        ClusteredWord[]?[] clusters =
            [.. _texts.Select((text, l) => text is null ? null : Cluster(text, vectors[l]!, Part(progress, 0.5 + 0.5 * l / count, 0.5 / count), parallel.CancellationToken))];
        Parallel.ForEach(pairs, parallel, p =>
        {
            if (_dictionaries.Find(_languages[p.First], _languages[p.Second]) is { } dictionary)
                alignments[p.First, p.Second] = ConceptAlignment.Find(clusters[p.First]!, clusters[p.Second]!, dictionary, _options.Alignment).Score;
        });
        return (overlaps, entropies, alignments);
    }

    static WorkPart? Part(IProgress<double>? progress, double from, double width) => progress is null ? null : new WorkPart(progress, from, width);

    ClusteredWord[] Cluster(LanguageText text, LayerVectors vectors, WorkPart? progress, CancellationToken cancellation)
    {
        ImmutableArray<int> clusters = _options.Cluster(Equal(vectors), vectors.Width, progress, cancellation);
        return [.. clusters.Select((cluster, i) => new ClusteredWord(text.Words[i], 1, text.Vectors.Words[i].Sentence, text.Vectors.Words[i].Word, cluster))];
    }

    LayerConcepts FindConcepts(LayerVectors?[] vectors, IProgress<double>? progress, CancellationToken cancellation) => LayerConcepts.Find(
        [.. Known.Select(l => _texts[l]!.Words[..EqualWords])], [.. Known.Select(l => Equal(vectors[l]!))],
        points => _options.Cluster(points, vectors[Known[0]]!.Width, progress, cancellation));

    int[] Known => [.. Enumerable.Range(0, _languages.Length).Where(l => _texts[l] is not null)];

    ReadOnlyMemory<float> Voters(LayerVectors vectors) => vectors.Words.AsMemory(0, Math.Min(EqualWords, _options.NeighbourWords) * vectors.Width);

    ReadOnlyMemory<float> Equal(LayerVectors vectors) => vectors.Words.AsMemory(0, EqualWords * vectors.Width);
}
