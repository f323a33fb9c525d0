using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Languages;

/// <summary>Measures every language that has counts, or takes the stored table when it was made from the very same files.</summary>
/// <param name="model">The model.</param>
/// <param name="corpora">The counts of its tokenizer.</param>
public sealed class LanguageTableBuilder(MultilingualModel model, CorpusFolder corpora)
{
    /// <summary>What a table made now would be made from.</summary>
    public LanguageTableOrigin Origin { get; } =
        new(model.ComputeHash(), HashOf(corpora), FeatureSchema.Hash, SpectrumSampling.Description);

    /// <summary>The stored table if it has this origin and every language; null otherwise: it must be made anew.</summary>
    /// <param name="path">The table's file.</param>
    /// <exception cref="InvalidDataException">The table has this origin and is damaged; the message names file and line.</exception>
    public LanguageTable? Stored(string path) =>
        LanguageTable.OriginOf(path) == Origin && LanguageTable.Load(path) is var table && table.Model == model.Name
        && table.Spectra.Keys.SequenceEqual(corpora.Languages) ? table : null;

    /// <summary>Measures all languages.</summary>
    /// <param name="threads">Languages measured at a time, 1 or more. The result does not depend on it.</param>
    /// <param name="done">Told the number of languages done so far.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InvalidDataException">Counts are damaged or of another tokenizer, or the embedding is unusable.</exception>
    public LanguageTable Build(int threads, Action<int>? done = null, CancellationToken cancellation = default)
    {
        ConcurrentDictionary<string, LanguageSpectrum> spectra = new(StringComparer.Ordinal);
        using WeightRows rows = new WeightReader(model.Weights.Model).OpenRows(model.TokenEmbedding);
        var meter = new SpectrumMeter(rows);
        int finished = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.ForEach(corpora.Languages, options, language =>
        {
            SparseCounts tokens = SparseCounts.ReadTokens(corpora.TokenFile(language), model.TokenEmbedding.Rows);
            spectra[language] = meter.Measure(language, tokens, cancellation);
            done?.Invoke(Interlocked.Increment(ref finished));
        });
        return new LanguageTable(model.Name, Origin, spectra.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    static string HashOf(CorpusFolder corpora)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string language in corpora.Languages)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(language));
            hash.AppendData(File.ReadAllBytes(corpora.TokenFile(language)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
