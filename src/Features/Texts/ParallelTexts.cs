using System.Collections.Immutable;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Texts.Sketches;

namespace TransferPredict.Features.Texts;

/// <summary>A language's side of parallel text, and the sides of those sources, and of English, that have a file in the same folder.</summary>
sealed class ParallelTexts
{
    readonly string _language;
    readonly TextFolder _texts;

    ParallelTexts(string language, TextFolder texts, ImmutableArray<string> sources) => (_language, _texts, Sources) = (language, texts, sources);

    /// <summary>The sources that have a side.</summary>
    internal ImmutableArray<string> Sources { get; }

    /// <summary>The lines of all sides together that vectors are of.</summary>
    internal int Lines => (Sources.Length + 1) * _texts.CountLines(_language);

    /// <summary>Looks at the files.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A source's file has more or fewer lines, or there are too many.</exception>
    internal static ParallelTexts Open(string language, string file, IReadOnlySet<string> sources)
    {
        var texts = TextFolder.Beside(language, file, sources.Append(PairDictionaries.Pivot));
        ImmutableArray<string> found = [.. texts.Languages.Where(other => other != language && sources.Contains(other))];
        if (found.IsEmpty)
            throw TextsThrow.NoTranslations(file, texts.Path);
        int lines = texts.CountLines(language);
        foreach (string other in texts.Languages)
            if (texts.CountLines(other) is var expected && expected != lines)
                throw TextsThrow.UnequalParallelLines(file, lines, texts.FileOf(other), expected);
        texts.RequireEqualLines([language]);
        return new ParallelTexts(language, texts, found);
    }

    /// <summary>Of what files this is.</summary>
    internal string ComputeHash() => _texts.ComputeHash();

    /// <summary>Sentence vectors of every side; a model reads each side once.</summary>
    internal Dictionary<string, (VectorFile File, LayerVectors Layer)> Read(ModelReader reader, int layer, LinesRead lines, CancellationToken cancellation) =>
        Sources.Append(_language).ToDictionary(side => side, side =>
        {
            VectorFile vectors = lines.Read(_texts.CountLines(side), steps => reader.ReadSentences(_texts, side, SketchSampling.Reading, steps, cancellation));
            return (vectors, vectors.ReadLayer(layer));
        });

    /// <summary>Dictionaries between the language and the sources, by way of English where it has a side.</summary>
    internal PairDictionaries Dictionaries(ModelReader reader) => PairDictionaries.Read(_texts, Sources.Append(_language), reader.Encoder.Words, alwaysPivot: true);
}
