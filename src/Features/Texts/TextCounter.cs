using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using TransferPredict.Features.Concepts.Dictionaries;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Numerics;
using TransferPredict.Features.Tokenizers;

namespace TransferPredict.Features.Texts;

/// <summary>
/// Counts the tokens and words of a text as lab/counts.py does (docs/lex.md): words are those of <see cref="WordSegmenter"/> in the NFKC,
/// lower-cased text, named by the 64-bit FNV-1a hash of their UTF-8 bytes.
/// </summary>
/// <param name="tokenizer">The model's tokenizer.</param>
public sealed class TextCounter(Tokenizer tokenizer)
{
    /// <summary>No further sentence is counted once there are as many words, so that every language is measured on the same amount of text.</summary>
    public const int Words = 10_000;

    /// <summary>Counts a text; blank sentences are passed over.</summary>
    /// <param name="language">The language.</param>
    /// <param name="name">What the text is called.</param>
    /// <param name="sentences">The text, read no further than needed.</param>
    public CountedText Count(string language, string name, IEnumerable<string> sentences)
    {
        Dictionary<ulong, int> words = [], tokens = [];
        ImmutableArray<string>.Builder counted = ImmutableArray.CreateBuilder<string>();
        long wordCount = 0, tokenCount = 0, unknown = 0;
        foreach (string sentence in sentences.Where(s => !string.IsNullOrWhiteSpace(s)))
        {
            if (wordCount >= Words)
                break;
            counted.Add(sentence);
            foreach (ulong hash in Hashes(sentence))
            {
                wordCount++;
                CollectionsMarshal.GetValueRefOrAddDefault(words, hash, out _)++;
            }
            foreach (int id in tokenizer.EncodeIds(sentence))
            {
                tokenCount++;
                unknown += id == tokenizer.UnknownId ? 1 : 0;
                CollectionsMarshal.GetValueRefOrAddDefault(tokens, (ulong)id, out _)++;
            }
        }
        return new CountedText(
            new LanguageCorpus(CountsOf(tokens), CountsOf(words), new CorpusFacts(language, name, counted.Count, wordCount, tokenCount, unknown, null)), counted.DrainToImmutable());
    }

    /// <summary>The hashes of a sentence's words, in order.</summary>
    public static IEnumerable<ulong> Hashes(string sentence)
    {
        string text = LowerCase.OfCompatible(sentence);
        return WordSegmenter.Places(text).Select(place => Fnv1a.Hash(Encoding.UTF8.GetBytes(text[place])));
    }

    static SparseCounts CountsOf(Dictionary<ulong, int> counts) => SparseCounts.Of(counts.Select(c => (c.Key, c.Value)));
}
