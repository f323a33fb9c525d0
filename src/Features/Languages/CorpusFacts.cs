using System.Collections.Immutable;
using System.Globalization;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Languages;

/// <summary>What is known of the text that a language's counts come from: a row of data/counts/&lt;tokenizer&gt;/corpora.csv.</summary>
/// <param name="Language">Code of the language.</param>
/// <param name="Text">Which text it is, such as "sib200 train".</param>
/// <param name="Sentences">Sentences counted.</param>
/// <param name="Words">Words counted.</param>
/// <param name="Tokens">Tokens counted.</param>
/// <param name="Unknown">Tokens that are the tokenizer's unknown token.</param>
/// <param name="PretrainingSentences">Sentences of the language in the model's pre-training, 0 for none; null where it is not known.</param>
public sealed record CorpusFacts(string Language, string Text, long Sentences, long Words, long Tokens, long Unknown, long? PretrainingSentences)
{
    const string Header = "language,text,sentences,words,tokens,unknown,pretraining_sentences";

    /// <summary>Tokens a word, 1 or more as a rule (words in scripts without spaces are single letters: there it can be less); NaN without words.</summary>
    public double Fertility => Words == 0 ? double.NaN : (double)Tokens / Words;

    /// <summary>Share of unknown tokens, in [0, 1]; NaN without tokens.</summary>
    public double UnknownRate => Tokens == 0 ? double.NaN : (double)Unknown / Tokens;

    /// <summary>Reads corpora.csv.</summary>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message names file and line.</exception>
    public static ImmutableDictionary<string, CorpusFacts> Read(string path)
    {
        ImmutableDictionary<string, CorpusFacts>.Builder facts = ImmutableDictionary.CreateBuilder<string, CorpusFacts>(StringComparer.Ordinal);
        int line = 0;
        foreach (string text in TextLines.Read(path))
        {
            if (++line == 1)
            {
                if (text != Header)
                    throw FileDefect.At(path, 1, FileDefect.Shown(text), $"the header '{Header}'");
                continue;
            }
            string[] cells = text.Split(',');
            if (cells.Length != 7)
                throw FileDefect.At(path, line, $"{cells.Length} fields", "7 as in the header");
            long Number(int column) => long.TryParse(cells[column], NumberStyles.None, CultureInfo.InvariantCulture, out long value)
                ? value
                : throw FileDefect.At(path, line, $"{FileDefect.Shown(cells[column])} in column {Header.Split(',')[column]}", "a whole number from 0 up");
            var row = new CorpusFacts(cells[0], cells[1], Number(2), Number(3), Number(4), Number(5), cells[6].Length == 0 ? null : Number(6));
            if (row.Language.Length == 0)
                throw FileDefect.At(path, line, "nothing in column language", "the code of a language");
            if (row.Unknown > row.Tokens)
                throw FileDefect.At(path, line, $"{row.Unknown} unknown of {row.Tokens} tokens", "no more unknown tokens than tokens");
            if (!facts.TryAdd(row.Language, row))
                throw FileDefect.At(path, line, $"{FileDefect.Shown(row.Language)} a second time", "each language once");
        }
        return line > 0 ? facts.ToImmutable() : throw FileDefect.At(path, 1, "an empty file", $"the header '{Header}'");
    }
}
