namespace TransferPredict.Features.Representations.Vectors;

/// <summary>
/// A folder of vectors, one file a language: a run that was ended goes on with the languages that are missing, and a changed
/// model, tokenizer, text or option has its vectors computed afresh.
/// </summary>
/// <param name="Folder">The folder; made when the first file is written.</param>
public sealed record VectorCache(string Folder)
{
    /// <summary>The file of a language.</summary>
    public string FileOf(string language) => Path.Combine(Folder, $"{language}.vectors");

    /// <summary>The vectors of a language, computed and kept where no file of that key is there whole.</summary>
    /// <param name="language">The language, named as files can be.</param>
    /// <param name="key">What the vectors are made from.</param>
    /// <param name="compute">Computes them.</param>
    /// <returns>The file, from which single layers can be read.</returns>
    public VectorFile GetOrAdd(string language, VectorKey key, Func<LanguageVectors> compute)
    {
        string path = FileOf(language);
        if (TryOpen(path, key) is { } known)
            return known;
        VectorFile.Write(path, key, compute());
        return VectorFile.Open(path, key)!;
    }

    static VectorFile? TryOpen(string path, VectorKey key)
    {
        try
        {
            return VectorFile.Open(path, key);
        }
        catch (InvalidDataException)
        {
            // What is damaged can be computed again, as what is missing.
            return null;
        }
    }
}
