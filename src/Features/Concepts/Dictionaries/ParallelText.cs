using System.Collections.Immutable;
using TransferPredict.Features.Tables;

namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>Reads parallel text and word alignments.</summary>
public static class ParallelText
{
    const string Separator = " ||| ";

    static readonly char[] _blanks = [' ', '\t'];

    /// <summary>Reads two files whose lines translate each other.</summary>
    /// <param name="sourcePath">The source's sentences, one a line.</param>
    /// <param name="targetPath">The target's.</param>
    /// <param name="words">Cuts a sentence into words: <see cref="WordSegmenter.Words"/>, or <see cref="Tokens"/> for text already cut.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="InvalidDataException">One file has more lines than the other.</exception>
    public static ImmutableArray<SentencePair> Read(string sourcePath, string targetPath, Func<string, ImmutableArray<string>> words)
    {
        string[] source = [.. TextLines.Read(sourcePath)], target = [.. TextLines.Read(targetPath)];
        return source.Length == target.Length
            ? [.. source.Zip(target, (s, t) => new SentencePair(words(s), words(t)))]
            : throw new InvalidDataException($"{targetPath}: found {target.Length} lines, expected {source.Length}, as many as {sourcePath} has.");
    }

    /// <summary>Reads one file of lines <c>source ||| target</c>, as fast_align takes them, words parted by blanks.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line has another form; the message names file and line.</exception>
    public static ImmutableArray<SentencePair> ReadJoined(string path) => [.. TextLines.Read(path).Select((text, i) =>
        text.Split(Separator) is [var source, var target]
            ? new SentencePair(Tokens(source), Tokens(target))
            : throw FileDefect.At(path, i + 1, FileDefect.Shown(text), $"'source{Separator}target'"))];

    /// <summary>Reads alignments in Pharaoh's form, as fast_align and eflomal write it: <c>0-0 1-2</c> a line, places from 0.</summary>
    /// <param name="path">The file.</param>
    /// <param name="pairs">The sentences it aligns, cut at blanks as the aligner had them.</param>
    /// <returns>The links of each sentence pair.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A line has another form, names a word that its sentence does not have, or there are not as many lines as pairs.</exception>
    public static ImmutableArray<ImmutableArray<AlignmentLink>> ReadAlignments(string path, IReadOnlyList<SentencePair> pairs)
    {
        ImmutableArray<ImmutableArray<AlignmentLink>>.Builder links = ImmutableArray.CreateBuilder<ImmutableArray<AlignmentLink>>();
        foreach (string line in TextLines.Read(path))
        {
            if (links.Count == pairs.Count)
                throw FileDefect.At(path, links.Count + 1, "another line", $"the end of the file after {pairs.Count} lines, one a sentence pair");
            SentencePair pair = pairs[links.Count];
            links.Add([.. Tokens(line).Select(token => Link(token, pair) ?? throw FileDefect.At(path, links.Count + 1, FileDefect.Shown(token),
                $"i-j with i below {pair.Source.Length} and j below {pair.Target.Length}, the words of the two sentences"))]);
        }
        return links.Count == pairs.Count
            ? links.DrainToImmutable()
            : throw FileDefect.At(path, links.Count + 1, "the end of the file", $"{pairs.Count} lines, one a sentence pair");
    }

    /// <summary>The dictionary of aligned words: p(target | source) = links between the two / links of the source.</summary>
    public static TranslationDictionary Dictionary(IReadOnlyList<SentencePair> pairs, IReadOnlyList<ImmutableArray<AlignmentLink>> links) =>
        TranslationDictionary.FromCounts(pairs.Zip(links).SelectMany(p => p.Second.Select(l => (p.First.Source[l.Source], p.First.Target[l.Target], 1))));

    /// <summary>The parts of a text between blanks.</summary>
    public static ImmutableArray<string> Tokens(string text) => [.. text.Split(_blanks, StringSplitOptions.RemoveEmptyEntries)];

    static AlignmentLink? Link(string token, SentencePair pair)
    {
        string[] places = token.Split('-');
        return places.Length == 2
            && int.TryParse(places[0], System.Globalization.NumberStyles.None, null, out int source) && source < pair.Source.Length
            && int.TryParse(places[1], System.Globalization.NumberStyles.None, null, out int target) && target < pair.Target.Length
            ? new AlignmentLink(source, target)
            : null;
    }
}
