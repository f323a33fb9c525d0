using System.Collections.Immutable;
using TransferPredict.Features.Concepts;
using TransferPredict.Features.Representations.Similarity;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Texts;
using TransferPredict.Features.Texts.Sketches;
using PairValues = System.Collections.Immutable.ImmutableDictionary<(string Source, string Target), System.Collections.Immutable.ImmutableArray<float>>;

namespace TransferPredict.Training.Texts;

/// <summary>The layers of texts that a model has read: which one represents, what the concepts of one are, how alike languages are in it.</summary>
/// <param name="reader">The model.</param>
/// <param name="texts">The texts it has read.</param>
/// <param name="sentences">The parallel texts it has read, by language.</param>
/// <param name="parallel">The parallel text itself; null without.</param>
/// <param name="scored">The languages that scores name.</param>
/// <param name="threads">Threads; results do not depend on it.</param>
/// <param name="progress">Shows how far it has come.</param>
sealed class TextLayers(
    ModelReader reader, LanguageText[] texts, Dictionary<string, VectorFile> sentences, TextFolder? parallel, ScoredLanguages scored, int threads, IJobProgress progress)
{
    readonly Lazy<PairDictionaries?> _dictionaries = new(() => parallel is null ? null
        : PairDictionaries.Read(parallel, texts.Select(text => text.Language).Where(parallel.Has), reader.Encoder.Words, alwaysPivot: true));

    /// <summary>All languages of the texts.</summary>
    public ImmutableSortedSet<string> Languages { get; } = [.. texts.Select(text => text.Language)];

    /// <summary>Those of them that scores have as targets.</summary>
    public ImmutableSortedSet<string> ScoredTargets => Languages.Intersect(scored.Targets);

    /// <summary>The layer in which translations find each other best, over all pairs of languages; null without parallel text.</summary>
    public int? Choose(CancellationToken cancellation)
    {
        string[] languages = [.. sentences.Keys];
        (int First, int Second)[] pairs = [.. from i in Enumerable.Range(0, languages.Length) from j in Enumerable.Range(i + 1, languages.Length - i - 1) select (i, j)];
        var found = new Retrieval[pairs.Length][];
        for (int pair = 0; pair < pairs.Length; pair++)
            found[pair] = new Retrieval[reader.Layers];
        progress.Run("Choosing the layer", reader.Layers, done =>
        {
            for (int layer = 0; layer < reader.Layers; layer++)
            {
                LayerVectors[] vectors = [.. languages.Select(language => sentences[language].ReadLayer(layer))];
                Parallel.For(0, pairs.Length, Threads(cancellation), pair =>
                {
                    (int i, int j) = pairs[pair];
                    int[] common = [.. sentences[languages[i]].Sentences.Intersect(sentences[languages[j]].Sentences)];
                    found[pair][layer] = common.Length == 0 ? default : Retrieval.Compute(
                        ParallelVectors.Cosines(vectors[i], sentences[languages[i]].Sentences, vectors[j], sentences[languages[j]].Sentences, common), common.Length);
                });
                done(layer + 1);
            }
            return found;
        });
        return RepresentationLayer.Choose(found)?.Layer;
    }

    /// <summary>The concepts of the sources' words in a layer, and sketches of the languages that scores name; null where no source has text enough.</summary>
    public SketchSet? Sketch(int layer, CancellationToken cancellation)
    {
        LanguageText[] named = [.. texts.Where(text => scored.Contains(text.Language))];
        LanguageText[] clustered = [.. named.Where(text => scored.Sources.Contains(text.Language) && text.Words.Length == SketchSampling.Words)];
        if (clustered.Length == 0)
            return null;
        return progress.Run($"Finding concepts in layer {layer}", 1, _ =>
        {
            ConceptCentroids concepts = ConceptCentroids.Find(
                clustered.Select(text => text.Vectors.ReadLayer(layer).Words), clustered[0].Vectors.Width, SketchSampling.Clustering(threads), cancellation);
            return new SketchSet(reader.ModelHash, reader.EncoderHash, layer, concepts, Sketches(named, layer, concepts, cancellation).ToImmutableSortedDictionary(StringComparer.Ordinal));
        });
    }

    /// <summary>Compares languages with the sources among the sketches, in the layer of these.</summary>
    /// <param name="known">The sketches, some of which are of sources.</param>
    /// <param name="targets">The languages: some of <see cref="Languages"/>.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public PairValues Compare(SketchSet known, IReadOnlySet<string> targets, CancellationToken cancellation)
    {
        Dictionary<string, LanguageSketch> sources = known.Sketches.Where(s => scored.Sources.Contains(s.Key)).ToDictionary();
        LanguageText[] compared = [.. texts.Where(text => targets.Contains(text.Language) || sources.ContainsKey(text.Language))];
        return progress.Run($"Comparing languages in layer {known.Layer}", targets.Count, done => new SketchComparison(
            sources, Sketches([.. texts.Where(text => targets.Contains(text.Language))], known.Layer, known.Concepts, cancellation))
        {
            Sentences = sentences.Where(s => targets.Contains(s.Key) || sources.ContainsKey(s.Key)).ToDictionary(s => s.Key, s => (s.Value, s.Value.ReadLayer(known.Layer))),
            Dictionaries = _dictionaries.Value,
            Clusters = Clusters([.. compared.Where(text => parallel?.Has(text.Language) == true)], known.Layer, cancellation),
        }.Run(threads, done, cancellation));
    }

    /// <summary>Those rows that scores have targets of.</summary>
    public PairValues OfScores(PairValues values) => values.Where(row => scored.Targets.Contains(row.Key.Target)).ToImmutableDictionary();

    Dictionary<string, LanguageSketch> Sketches(LanguageText[] languages, int layer, ConceptCentroids concepts, CancellationToken cancellation)
    {
        var sketches = new LanguageSketch[languages.Length];
        Parallel.For(0, languages.Length, Threads(cancellation), i =>
            sketches[i] = LanguageSketch.Create(languages[i].Language, languages[i].Vectors.ReadLayer(layer), concepts));
        return sketches.ToDictionary(sketch => sketch.Language);
    }

    Dictionary<string, ClusteredWord[]> Clusters(LanguageText[] languages, int layer, CancellationToken cancellation)
    {
        var clusters = new ClusteredWord[]?[languages.Length];
        Parallel.For(0, languages.Length, Threads(cancellation), i =>
            clusters[i] = SketchComparison.Cluster(languages[i].Words, languages[i].Vectors.Words, languages[i].Vectors.ReadLayer(layer), cancellation));
        return languages.Zip(clusters).Where(c => c.Second is not null).ToDictionary(c => c.First.Language, c => c.Second!);
    }

    ParallelOptions Threads(CancellationToken cancellation) => new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
}
