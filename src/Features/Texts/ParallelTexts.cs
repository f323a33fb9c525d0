using System.Collections.Immutable;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Texts.Sketches;

namespace TransferPredict.Features.Texts;

/// <summary>A language's side of parallel text, and the sides of those sources, and of English, that have a file in the same folder.</summary>
sealed class ParallelTexts
{
    readonly string _language;
    readonly TextFolder _texts;
    readonly int _lines;

    ParallelTexts(string language, TextFolder texts, ImmutableArray<string> sources, int lines) => (_language, _texts, Sources, _lines) = (language, texts, sources, lines);

    /// <summary>The sources that have a side.</summary>
    internal ImmutableArray<string> Sources { get; }

    /// <summary>The lines of all sides together that vectors are of.</summary>
    internal int Lines => (Sources.Length + 1) * _lines;

    /// <summary>Looks at the files.</summary>
    /// <param name="language">Code of the language.</param>
    /// <param name="file">Its side.</param>
    /// <param name="sources">Codes of the sources.</param>
    /// <param name="most">How many lines are read at most.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A source's file has more or fewer lines, there are too many, or the language's side is blank.</exception>
    internal static ParallelTexts Open(string language, string file, IReadOnlySet<string> sources, int most)
    {
        var texts = TextFolder.Beside(language, file, sources.Append(PairDictionaries.Pivot));
        ImmutableArray<string> found = [.. texts.Languages.Where(other => other != language && sources.Contains(other))];
        if (found.IsEmpty)
            throw TextsThrow.NoTranslations(file, texts.Path);
        int lines = texts.CountLines(language);
        foreach (string other in texts.Languages)
            if (texts.CountLines(other) is var expected && expected != lines)
                throw TextsThrow.UnequalParallelLines(file, lines, texts.FileOf(other), expected);
        lines = Math.Min(lines, most);
        TextFolder.RequireFewLines(texts.Path, language, lines);
        texts = texts.First(lines);
        if (texts.Lines(language).All(string.IsNullOrWhiteSpace))
            throw TextsThrow.NoWords(file);
        return new ParallelTexts(language, texts, found, lines);
    }

    /// <summary>Of what files this is.</summary>
    internal string ComputeHash() => _texts.ComputeHash();

    /// <summary>Sentence vectors of every side that has words; a model reads each side once.</summary>
    /// <exception cref="InvalidDataException">The language's own side has none.</exception>
    internal Dictionary<string, (VectorFile File, LayerVectors Layer)> Read(ModelReader reader, int layer, LinesRead counter, CancellationToken cancellation)
    {
        if (!reader.FindsWords(_texts, _language))
            throw TextsThrow.NoWords(_texts.FileOf(_language));
        string[] sides = [.. Sources.Append(_language).Where(side => reader.FindsWords(_texts, side))];
        return SideBySide.Select(sides, side =>
        {
            VectorFile vectors = counter.Read(_lines, steps => reader.ReadSentences(_texts, side, SketchSampling.Reading, steps, cancellation));
            return (Side: side, Vectors: (vectors, vectors.ReadLayer(layer)));
        }).ToDictionary(read => read.Side, read => read.Vectors);
    }

    /// <summary>Dictionaries between the language and the sources, by way of English where it has a side.</summary>
    internal PairDictionaries Dictionaries(ModelReader reader) => PairDictionaries.Read(_texts, Sources.Append(_language), reader.Encoder.Words, alwaysPivot: true);
}
