using System.Globalization;
using System.Text;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>
/// Dictionaries as the code of Mousi et al. (ACL 2024) writes and reads them:
/// <c>source -> target: Probability = 0.5359, Count = 47</c>, a word's best translation first.
/// </summary>
public static class ProbabilityDictionaryFile
{
    const string Arrow = "->";
    const string ProbabilityLabel = ": Probability = ";
    const string CountLabel = ", Count = ";
    const string Form = "'source -> target: Probability = p, Count = n' with p from 0 to 1 and n a whole number, 0 or more";

    /// <summary>Reads a file; the order of a word's translations is the file's. Blank lines are passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file and line.</exception>
    public static TranslationDictionary Read(string path) => TranslationDictionary.Listed(Lines(path));

    /// <summary>Writes a file, words in ordinal order.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, TranslationDictionary dictionary)
    {
        var text = new StringBuilder();
        foreach (string word in dictionary.Words)
            foreach (Translation t in dictionary[word])
                text.Append(CultureInfo.InvariantCulture, $"{word} {Arrow} {t.Word}{ProbabilityLabel}{t.Probability:0.0000}{CountLabel}{t.Count}\n");
        WholeFile.Write(path, text.ToString());
    }

    static IEnumerable<(string, Translation)> Lines(string path)
    {
        int line = 0;
        foreach (string text in TextLines.Read(path))
        {
            line++;
            if (!string.IsNullOrWhiteSpace(text))
                yield return Parse(text) ?? throw FileDefect.At(path, line, FileDefect.Shown(text), Form);
        }
    }

    static (string Source, Translation Translation)? Parse(string line)
    {
        int arrow = line.IndexOf(Arrow, StringComparison.Ordinal);
        int countAt = line.LastIndexOf(CountLabel, StringComparison.Ordinal);
        int probabilityAt = countAt < 0 ? -1 : line.LastIndexOf(ProbabilityLabel, countAt, StringComparison.Ordinal);
        if (arrow < 0 || probabilityAt < arrow + Arrow.Length)
            return null;
        string source = line[..arrow].Trim(), target = line[(arrow + Arrow.Length)..probabilityAt].Trim();
        const NumberStyles spaces = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        return source.Length > 0 && target.Length > 0
            && double.TryParse(line.AsSpan((probabilityAt + ProbabilityLabel.Length)..countAt), NumberStyles.Float, CultureInfo.InvariantCulture, out double probability)
            && probability is >= 0 and <= 1
            && int.TryParse(line.AsSpan(countAt + CountLabel.Length), spaces, CultureInfo.InvariantCulture, out int count)
            ? (source, new Translation(target, probability, count))
            : null;
    }
}
