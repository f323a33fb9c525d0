namespace TransferPredict.Features.Texts;

/// <summary>A text that no table has, and what lies beside it: translations, and the sources' own texts.</summary>
public sealed class TargetText
{
    TargetText(string language, IReadOnlySet<string> sources, TextFolder texts, ParallelTexts? translations) =>
        (Language, Sources, Texts, Translations) = (language, sources, texts, translations);

    /// <summary>Code of the language.</summary>
    public string Language { get; }

    /// <summary>Codes of the sources that it is compared with.</summary>
    public IReadOnlySet<string> Sources { get; }

    /// <summary>The lines of all files that a model may have to read.</summary>
    public int Lines => Texts.Languages.Sum(Texts.CountLines) + (Translations?.Lines ?? 0);

    /// <summary>The sources whose own text lies beside its text, in ordinal order; none without translations.</summary>
    internal string[] Others => [.. Texts.Languages.Where(other => other != Language)];

    /// <summary>Its text, and the own texts of those sources that have translations.</summary>
    internal TextFolder Texts { get; }

    /// <summary>Its translations; null where none were given.</summary>
    internal ParallelTexts? Translations { get; }

    /// <summary>Looks at the files.</summary>
    /// <param name="language">Code of the language.</param>
    /// <param name="file">Its text, one sentence a line. Sentences after the one that reaches <see cref="TextCounter.Words"/> words are not read.</param>
    /// <param name="sources">Codes of the sources to compare it with.</param>
    /// <param name="parallel">
    /// The same sentences as in the other files of its folder, line by line; null for none. With it the sources' own texts are looked for beside
    /// <paramref name="file"/>, as CALIGN needs both.
    /// </param>
    /// <param name="parallelLines">How many lines of translations are read at most: measures of many sentences are not those of few.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Line counts differ, there are too many lines, no source has translations, its own are blank, a language has two files, or a file is a pipe or damaged.</exception>
    public static TargetText Open(string language, string file, IReadOnlySet<string> sources, string? parallel = null, int parallelLines = int.MaxValue)
    {
        ParallelTexts? translations = parallel is null ? null : ParallelTexts.Open(language, parallel, sources, parallelLines);
        return new TargetText(language, sources, TextFolder.Beside(language, file, translations?.Sources ?? []), translations);
    }

    /// <summary>Of what texts this is, and what they are compared with.</summary>
    internal IEnumerable<string> Hashes() => [Language, Texts.ComputeHash(), string.Join(' ', Sources.Order(StringComparer.Ordinal)), Translations?.ComputeHash() ?? ""];
}
