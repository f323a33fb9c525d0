using System.Collections.Immutable;

namespace TransferPredict.Features.Languages;

/// <summary>The counts of all languages for one tokenizer: data/counts/&lt;tokenizer&gt; and data/counts/words.</summary>
public sealed class CorpusFolder
{
    readonly string _tokens;
    readonly string _words;
    readonly ImmutableDictionary<string, CorpusFacts> _facts;

    CorpusFolder(string tokens, string words, ImmutableDictionary<string, CorpusFacts> facts, ImmutableArray<string> languages)
    {
        (_tokens, _words, _facts) = (tokens, words, facts);
        Languages = languages;
    }

    /// <summary>Codes of the languages that have token counts, in ordinal order.</summary>
    public ImmutableArray<string> Languages { get; }

    /// <summary>The folder of token counts.</summary>
    public string Path => _tokens;

    /// <summary>Opens the folder; no counts are read yet.</summary>
    /// <param name="counts">data/counts.</param>
    /// <param name="tokenizer">Name of the tokenizer's folder in it.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">The folder has no counts, or its corpora.csv is not as it should be.</exception>
    public static CorpusFolder Open(string counts, string tokenizer)
    {
        string tokens = System.IO.Path.Combine(counts, tokenizer);
        if (!Directory.Exists(tokens))
            throw new DirectoryNotFoundException(
                $"{tokens}: no such folder; expected the token counts of '{tokenizer}', one <language>.tsv each (docs/lex.md).{Spelling.HintOfFolder(tokens)}");
        string facts = System.IO.Path.Combine(tokens, "corpora.csv");
        ImmutableArray<string> languages =
            [.. Directory.EnumerateFiles(tokens, "*.tsv").Select(f => System.IO.Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
        if (languages.IsEmpty)
            throw new InvalidDataException($"{tokens}: found no .tsv file, expected the token counts of '{tokenizer}', one <language>.tsv each (docs/lex.md).");
        return new CorpusFolder(tokens, System.IO.Path.Combine(counts, "words"),
            File.Exists(facts) ? CorpusFacts.Read(facts) : ImmutableDictionary<string, CorpusFacts>.Empty, languages);
    }

    /// <summary>The file of a language's token counts.</summary>
    public string TokenFile(string language) => System.IO.Path.Combine(_tokens, language + ".tsv");

    /// <summary>What is known of a language's text; null where corpora.csv has no row for it.</summary>
    public CorpusFacts? FactsOf(string language) => _facts.GetValueOrDefault(language);

    /// <summary>
    /// Reads the counts of a language; null where it has none. Words of a text of the model's own (in its folder's words/) go
    /// before those that all models share.
    /// </summary>
    /// <param name="language">Code of the language.</param>
    /// <param name="vocabulary">Rows of the model's token embedding.</param>
    /// <exception cref="InvalidDataException">A file is not as it should be; the message names file and line.</exception>
    public LanguageCorpus? Read(string language, int vocabulary = int.MaxValue)
    {
        // Only names that the folder was seen to hold become paths: a code comes from a file that is not ours.
        if (Languages.BinarySearch(language, StringComparer.Ordinal) < 0)
            return null;
        string own = System.IO.Path.Combine(_tokens, "words", language + ".tsv");
        string words = File.Exists(own) ? own : System.IO.Path.Combine(_words, language + ".tsv");
        return new LanguageCorpus(
            SparseCounts.ReadTokens(TokenFile(language), vocabulary),
            File.Exists(words) ? SparseCounts.ReadWords(words) : null,
            FactsOf(language));
    }
}
