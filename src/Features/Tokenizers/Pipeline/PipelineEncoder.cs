using System.Text;
using TransferPredict.Features.Tokenizers.Pipeline.Normalizers;
using TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;
using TransferPredict.Features.Tokenizers.Segmentation;

namespace TransferPredict.Features.Tokenizers.Pipeline;

/// <summary>
/// Text to ids in the steps of Hugging Face tokenizers: added tokens are cut out, the rest is normalised, added tokens that are
/// normalised too are cut out, what is left is cut into parts, and each part into pieces.
/// </summary>
sealed class PipelineEncoder : ITextEncoder
{
    readonly PipelineVocabulary _vocabulary;
    readonly INormalizer _normalizer;
    readonly IPreTokenizer _preTokenizer;
    readonly ISegmenter _segmenter;
    readonly AddedTokenFinder _asTheyCome, _normalized;

    internal PipelineEncoder(PipelineVocabulary vocabulary, INormalizer normalizer, IPreTokenizer preTokenizer, ISegmenter segmenter)
    {
        (_vocabulary, _normalizer, _preTokenizer, _segmenter) = (vocabulary, normalizer, preTokenizer, segmenter);
        ILookup<bool, AddedToken> added = vocabulary.Added.ToLookup(t => t.Normalized);
        _asTheyCome = new AddedTokenFinder(added[false].Select(t => (t, AlignedText.Of(t.Content))));
        _normalized = new AddedTokenFinder(added[true].Select(t => (t, normalizer.Apply(AlignedText.Of(t.Content)))));
    }

    public int Count => _vocabulary.Count;

    public int? UnknownId => _vocabulary.UnknownId;

    public bool SpaceFollowsWord => false;

    public string? Piece(int id) => _vocabulary.Piece(id);

    public int? Find(string piece) => _vocabulary.Find(piece);

    public void Encode(string text, bool places, Workspace space)
    {
        foreach ((AlignedText part, int? id) in _asTheyCome.Split(AlignedText.Of(text)))
            if (id is { } special)
                Add(special, part, space);
            else
                foreach ((AlignedText inner, int? innerId) in _normalized.Split(_normalizer.Apply(part)))
                    if (innerId is { } added)
                        Add(added, inner, space);
                    else
                        foreach (AlignedText piece in _preTokenizer.Split(inner))
                            Segment(piece, text, space);
    }

    static void Add(int id, AlignedText part, Workspace space) => space.Tokens.Add(id, part[0].Start, part[^1].End);

    void Segment(AlignedText part, string text, Workspace space)
    {
        // One entry a byte: the code point that it belongs to.
        byte[] bytes = Workspace.AtLeast(ref space.Original, 4 * part.Count);
        int[] points = Workspace.AtLeast(ref space.Points, 4 * part.Count);
        int length = 0;
        for (int i = 0; i < part.Count; i++)
            for (int end = length + new Rune(part[i].Value).EncodeToUtf8(bytes.AsSpan(length)); length < end; length++)
                points[length] = i;

        int first = space.Tokens.Count;
        _segmenter.Segment(bytes.AsSpan(0, length), space, space.Tokens);
        foreach (ref Token token in space.Tokens.Tokens[first..])
        {
            // A token's place begins with its first character that is not white space.
            int start = token.Start;
            while (start + 1 < token.End && part[points[start]].Start is var at && at < text.Length && char.IsWhiteSpace(text[at]))
                start++;
            token = token with { Start = part[points[start]].Start, End = part[points[token.End - 1]].End };
        }
    }
}
