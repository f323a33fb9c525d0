using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>
/// Dictionaries of word pairs as MUSE has them (Conneau et al., "Word Translation Without Parallel Data", ICLR 2018): a word, a tab or
/// spaces, its translation. All translations of a word are equally likely and keep the file's order.
/// </summary>
public static class MuseDictionaryFile
{
    const string Form = "a word, a tab or spaces, and one translation";

    /// <summary>Reads a file; with tabs, words may hold spaces. Blank lines are passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file and line.</exception>
    public static TranslationDictionary Read(string path)
    {
        (string Source, string Target)[] pairs = [.. Pairs(path).Distinct()];
        Dictionary<string, int> translations = pairs.CountBy(p => p.Source).ToDictionary();
        return TranslationDictionary.Listed(pairs.Select(p => (p.Source, new Translation(p.Target, 1.0 / translations[p.Source], 1))));
    }

    static IEnumerable<(string, string)> Pairs(string path)
    {
        int line = 0;
        foreach (string text in TextLines.Read(path))
        {
            line++;
            if (string.IsNullOrWhiteSpace(text))
                continue;
            char[] separators = text.Contains('\t', StringComparison.Ordinal) ? ['\t'] : [' '];
            string[] words = text.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            yield return words.Length == 2 ? (words[0], words[1]) : throw FileDefect.At(path, line, FileDefect.Shown(text), Form);
        }
    }
}
