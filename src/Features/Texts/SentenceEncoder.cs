using System.Collections.Immutable;
using System.Security.Cryptography;
using TransferPredict.Features.Concepts.Dictionaries;
using TransferPredict.Features.Representations;
using TransferPredict.Features.Tokenizers;

namespace TransferPredict.Features.Texts;

/// <summary>
/// Makes what the model reads of a sentence, and finds its words: those of <see cref="WordSegmenter"/>, where a token that reaches
/// over several makes them one. So Chinese characters and Thai letters, which no blank joins, become words as the tokenizer has
/// them. Punctuation is of no word.
/// </summary>
/// <param name="tokenizer">The model's tokenizer.</param>
public sealed class SentenceEncoder(Tokenizer tokenizer)
{
    // To be raised when words are cut otherwise, so that vectors kept are not taken for those of other words.
    const int Version = 1;

    static readonly string[] _settings = ["tokenizer_config.json", "special_tokens_map.json", "config.json"];

    /// <summary>Encodes a sentence.</summary>
    /// <param name="text">The sentence; one without any token is read as a token of no word.</param>
    public EncodedText Encode(string text)
    {
        TokenEncoding tokens = tokenizer.Encode(text);
        Range[] parts = [.. WordSegmenter.Places(text)];
        int[] partOf = new int[tokens.Ids.Length];
        bool[] joined = new bool[parts.Length];
        int at = 0;
        for (int i = 0; i < partOf.Length; i++)
        {
            (int start, int end) = (tokens.Places[i].Start.Value, tokens.Places[i].End.Value);
            // Tokens come from left to right, yet composed characters may step back.
            while (at > 0 && parts[at - 1].End.Value > start)
                at--;
            while (at < parts.Length && parts[at].End.Value <= start)
                at++;
            partOf[i] = at < parts.Length && parts[at].Start.Value < end ? at : EncodedSentence.NoWord;
            for (int next = at + 1; next < parts.Length && partOf[i] >= 0 && parts[next].Start.Value < end; next++)
                joined[next] = true;
        }
        (int[] wordOf, ImmutableArray<string> words) = Join(text, parts, joined);
        return new EncodedText(Wrap(tokens.Ids.AsSpan(), [.. partOf.Select(part => part < 0 ? part : wordOf[part])]), words);
    }

    /// <summary>The words of a sentence.</summary>
    public ImmutableArray<string> Words(string text) => Encode(text).Words;

    /// <summary>SHA-256, in hexadecimal, of the tokenizer's files and of the way words are cut.</summary>
    public string ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([Version]);
        string folder = Path.GetDirectoryName(Path.GetFullPath(tokenizer.File))!;
        foreach (string file in _settings.Select(name => Path.Combine(folder, name)).Prepend(tokenizer.File).Where(File.Exists))
        {
            using FileStream stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static (int[] WordOf, ImmutableArray<string> Words) Join(string text, Range[] parts, bool[] joined)
    {
        int[] wordOf = new int[parts.Length];
        var words = ImmutableArray.CreateBuilder<string>();
        for (int first = 0, end; first < parts.Length; first = end)
        {
            for (end = first + 1; end < parts.Length && joined[end];)
                end++;
            wordOf.AsSpan(first, end - first).Fill(words.Count);
            words.Add(text[parts[first].Start..parts[end - 1].End].ToLowerInvariant());
        }
        return (wordOf, words.DrainToImmutable());
    }

    EncodedSentence Wrap(ReadOnlySpan<int> ids, int[] words)
    {
        int last = EncodedSentence.NoWord, place = -1;
        for (int i = 0; i < words.Length; i++)
        {
            if (words[i] < 0)
                continue;
            words[i] = Math.Max(words[i], last);
            // A token without text between two of one word is of that word, whose tokens must stand together.
            if (words[i] == last)
                words.AsSpan(place, i - place).Fill(last);
            (last, place) = (words[i], i);
        }
        SpecialTokenTemplate template = tokenizer.Template;
        if (ids.Length + template.Count == 0)
            return new EncodedSentence([tokenizer.UnknownId ?? tokenizer.PadId ?? 0], [EncodedSentence.NoWord]);
        return new EncodedSentence(
            template.Wrap(ids),
            [.. Enumerable.Repeat(EncodedSentence.NoWord, template.Before.Length), .. words, .. Enumerable.Repeat(EncodedSentence.NoWord, template.After.Length)]);
    }
}
