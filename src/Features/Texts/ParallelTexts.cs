using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Texts.Sketches;

namespace TransferPredict.Features.Texts;

/// <summary>A language's side of parallel text, and the sides of those sources that have a file in the same folder.</summary>
sealed class ParallelTexts
{
    readonly string _language;
    readonly TextFolder _own, _others;
    readonly string[] _sources;

    ParallelTexts(string language, TextFolder own, TextFolder others, string[] sources) => (_language, _own, _others, _sources) = (language, own, others, sources);

    /// <summary>Looks at the files.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">A source's file has more or fewer lines, or there are too many.</exception>
    internal static ParallelTexts Open(string language, string file, IReadOnlySet<string> sources)
    {
        var own = TextFolder.OfFile(language, file);
        var others = TextFolder.Open(own.Path);
        string[] found = [.. others.Languages.Where(other => other != language && sources.Contains(other))];
        if (found.Length == 0)
            throw TextsThrow.NoTranslations(file, own.Path);
        int lines = own.CountLines(language);
        foreach (string source in found)
            if (others.CountLines(source) is var expected && expected != lines)
                throw TextsThrow.UnequalParallelLines(file, lines, others.FileOf(source), expected);
        own.RequireEqualLines([language]);
        return new ParallelTexts(language, own, others, found);
    }

    /// <summary>Of what files this is.</summary>
    internal string ComputeHash() => string.Join(' ', _sources.Select(s => $"{s} {_others.ComputeHash(s)}").Prepend(_own.ComputeHash(_language)));

    /// <summary>Sentence vectors of every side; a model reads each side once.</summary>
    internal Dictionary<string, (VectorFile File, LayerVectors Layer)> Read(ModelReader reader, int layer, CancellationToken cancellation) =>
        _sources.Select(source => (Language: source, Folder: _others)).Append((Language: _language, Folder: _own)).ToDictionary(
            side => side.Language,
            side =>
            {
                VectorFile vectors = reader.ReadSentences(side.Folder, side.Language, SketchSampling.Reading, null, cancellation);
                return (vectors, vectors.ReadLayer(layer));
            });
}
