using System.Collections.Concurrent;
using System.Collections.Immutable;
using TransferPredict.Features.Tokenizers.Segmentation;

namespace TransferPredict.Features.Tokenizers;

/// <summary>
/// A model's tokenizer: text to ids, as SentencePiece or Hugging Face tokenizers would make them (docs/tokenizers.md). It may be
/// used by several threads at once.
/// </summary>
public sealed class Tokenizer
{
    readonly ITextEncoder _encoder;
    readonly ConcurrentBag<Workspace> _workspaces = [];

    internal Tokenizer(string file, ITextEncoder encoder, SpecialTokenTemplate template, int? padId) =>
        (File, _encoder, Template, PadId) = (file, encoder, template, padId);

    /// <summary>The file it was read from.</summary>
    public string File { get; }

    /// <summary>Every id is below it; some below it may have no piece.</summary>
    public int Count => _encoder.Count;

    /// <summary>What the model expects around a text; empty where the files do not say.</summary>
    public SpecialTokenTemplate Template { get; }

    /// <summary>Id that fills a batch's shorter rows; null where the files name none.</summary>
    public int? PadId { get; }

    /// <summary>Id of what no piece covers; null where nothing is unknown, as in byte-level models.</summary>
    public int? UnknownId => _encoder.UnknownId;

    /// <summary>Opens a tokenizer.</summary>
    /// <param name="path">
    /// A model's folder, in which tokenizer.json goes before a SentencePiece model and that before vocab.txt, and whose
    /// tokenizer_config.json and config.json are heeded; or one of these files, which then speaks for itself.
    /// </param>
    /// <exception cref="FileNotFoundException">There is no such file or folder, or no tokenizer in it.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or asks for what is not supported.</exception>
    public static Tokenizer Open(string path) => TokenizerFiles.Find(path).Open();

    /// <summary>A text's ids, without special tokens around it.</summary>
    /// <param name="text">Any text; stray surrogates count as U+FFFD.</param>
    public int[] EncodeIds(string text)
    {
        using Lease lease = Encode(text, places: false);
        ReadOnlySpan<Token> tokens = lease.Tokens;
        int[] ids = new int[tokens.Length];
        for (int i = 0; i < ids.Length; i++)
            ids[i] = tokens[i].Id;
        return ids;
    }

    /// <summary>A text's tokens; its words are what white space parts.</summary>
    /// <param name="text">Any text; stray surrogates count as U+FFFD.</param>
    public TokenEncoding Encode(string text) => Encode(text, WordPlaces.Find(text));

    /// <summary>The tokens of words as they run in a sentence, one space between each two.</summary>
    /// <param name="words">The words; one may contain spaces.</param>
    public TokenEncoding EncodeWords(IReadOnlyList<string> words)
    {
        var places = new List<(int, int)>(words.Count);
        int at = 0;
        foreach (string word in words)
        {
            places.Add((at, at + word.Length));
            at += word.Length + 1;
        }
        return Encode(string.Join(' ', words), places);
    }

    /// <summary>The piece of an id, as the tokenizer writes it; null where there is none.</summary>
    public string? Piece(int id) => _encoder.Piece(id);

    /// <summary>The id of a piece; null where there is none.</summary>
    public int? Find(string piece) => _encoder.Find(piece);

    TokenEncoding Encode(string text, List<(int Start, int End)> words)
    {
        using Lease lease = Encode(text, places: true);
        ReadOnlySpan<Token> tokens = lease.Tokens;
        ImmutableArray<int>.Builder ids = ImmutableArray.CreateBuilder<int>(tokens.Length);
        ImmutableArray<Range>.Builder places = ImmutableArray.CreateBuilder<Range>(tokens.Length);
        foreach (Token token in tokens)
        {
            ids.Add(token.Id);
            places.Add(token.Start..token.End);
        }
        return new TokenEncoding(ids.MoveToImmutable(), WordPlaces.Assign(tokens, words, _encoder.SpaceFollowsWord), places.MoveToImmutable(), words.Count);
    }

    Lease Encode(string text, bool places)
    {
        Workspace space = _workspaces.TryTake(out Workspace? free) ? free : new Workspace();
        space.Tokens.Clear();
        _encoder.Encode(text, places, space);
        return new Lease(space, _workspaces);
    }

    readonly ref struct Lease(Workspace space, ConcurrentBag<Workspace> home)
    {
        internal ReadOnlySpan<Token> Tokens => space.Tokens.Tokens;

        public void Dispose() => home.Add(space);
    }
}
