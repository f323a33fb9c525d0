using System.Collections.Immutable;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>
/// Aligns the words of parallel text: IBM Model 1 (Brown et al., Computational Linguistics 1993) with fast_align's preference for the
/// diagonal and a sparse Dirichlet prior (variational Bayes), in both directions; only links that both find are kept. Nothing is
/// drawn at random: the same text gives the same links.
/// </summary>
public static class WordAligner
{
    /// <summary>Aligns every sentence pair.</summary>
    /// <param name="pairs">The text; a pair with an empty side has no links.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Is told the share of the iterations, of both directions, that are done, in (0, 1]; from two threads.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The links of each pair, by source, then target.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">The work was ended early.</exception>
    public static ImmutableArray<ImmutableArray<AlignmentLink>> Align(
        IReadOnlyList<SentencePair> pairs, WordAlignerOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Iterations, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Tension);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Sparsity);
        if (!(options.Unaligned is > 0 and < 1))
            ConceptsThrow.OutOfRange(options.Unaligned, 0, 1, nameof(options));

        WordIds sources = new(pairs.Select(p => p.Source)), targets = new(pairs.Select(p => p.Target));
        int[][] forward = [], backward = [];
        int iterations = 0;
        Action iterated = () => progress?.Report(Interlocked.Increment(ref iterations) / (2.0 * options.Iterations));
        Parallel.Invoke(
            () => forward = new TranslationModel(sources, targets, options).Train(iterated, cancellation),
            () => backward = new TranslationModel(targets, sources, options).Train(iterated, cancellation));
        return [.. pairs.Select((_, s) => Both(forward[s], backward[s]))];
    }

    /// <summary>Makes a dictionary from parallel text; that of the other direction is its <see cref="TranslationDictionary.Inverse"/>.</summary>
    /// <inheritdoc cref="Align"/>
    /// <returns>p(target | source) = links between the two / links of the source.</returns>
    public static TranslationDictionary MakeDictionary(
        IReadOnlyList<SentencePair> pairs, WordAlignerOptions options, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        ParallelText.Dictionary(pairs, Align(pairs, options, progress, cancellation));

    /// <summary>The links of both directions.</summary>
    /// <param name="sourceOf">For each target word its source word, -1 for none.</param>
    /// <param name="targetOf">For each source word its target word, -1 for none.</param>
    static ImmutableArray<AlignmentLink> Both(int[] sourceOf, int[] targetOf) =>
        [.. targetOf.Select((target, source) => new AlignmentLink(source, target)).Where(l => l.Target >= 0 && sourceOf[l.Target] == l.Source)];
}
