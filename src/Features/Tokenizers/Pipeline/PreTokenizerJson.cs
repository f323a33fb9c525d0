using System.Text;
using TransferPredict.Features.Tokenizers.Pipeline.PreTokenizers;
using TransferPredict.Features.Tokenizers.Unicode;

namespace TransferPredict.Features.Tokenizers.Pipeline;

/// <summary>Reads the pre-tokenizer of a tokenizer.json.</summary>
static class PreTokenizerJson
{
    const string Supported = "BertPreTokenizer, Whitespace, WhitespaceSplit, Punctuation, Digits, Metaspace, ByteLevel, Split, Sequence";

    static readonly KindPreTokenizer _words = new(CodePoints.IsWhiteSpace, DelimiterBehavior.Removed);

    /// <summary>BERT's: cut at white space, and before and after every punctuation character.</summary>
    internal static readonly SequencePreTokenizer Bert = new([_words, new KindPreTokenizer(CodePoints.IsPunctuation, DelimiterBehavior.Isolated)]);

    internal static IPreTokenizer Read(JsonField field)
    {
        JsonField type = field.Required("type");
        return type.Text() switch
        {
            "BertPreTokenizer" => Bert,
            "Whitespace" => new WhitespacePreTokenizer(),
            "WhitespaceSplit" => _words,
            "Punctuation" => new KindPreTokenizer(CodePoints.IsPunctuation, field.Optional("behavior") is { } behavior ? Behavior(behavior) : DelimiterBehavior.Isolated),
            "Digits" => new KindPreTokenizer(
                CodePoints.IsNumber, field.Boolean("individual_digits", false) ? DelimiterBehavior.Isolated : DelimiterBehavior.Contiguous),
            "Metaspace" => Metaspace(field),
            "ByteLevel" => new ByteLevelPreTokenizer(field.Required("add_prefix_space").Boolean(), field.Boolean("use_regex", true)),
            "Split" => new PatternPreTokenizer(TextPattern.Read(field.Required("pattern")), Behavior(field.Required("behavior")), field.Boolean("invert", false)),
            "Sequence" => new SequencePreTokenizer([.. field.Required("pretokenizers").Elements().Select(Step)]),
            _ => throw type.NotSupported(Supported),
        };
    }

    static IPreTokenizer Step(JsonField field) => field.IsObject ? Read(field) : throw field.Wrong("an object");

    static DelimiterBehavior Behavior(JsonField field) =>
        Array.IndexOf(Enum.GetNames<DelimiterBehavior>(), field.Text()) is var place and >= 0
            ? (DelimiterBehavior)place
            : throw field.NotSupported(string.Join(", ", Enum.GetNames<DelimiterBehavior>()));

    static MetaspacePreTokenizer Metaspace(JsonField field)
    {
        JsonField replacement = field.Required("replacement");
        Rune[] characters = [.. replacement.Text().EnumerateRunes()];
        if (characters.Length != 1)
            throw replacement.Wrong("one character");
        JsonField? scheme = field.Optional("prepend_scheme");
        bool? prepend = scheme?.Text() switch
        {
            null or "always" => true,
            "first" => null,
            "never" => false,
            _ => throw scheme!.Value.NotSupported("always, first, never"),
        };
        // Files from before prepend_scheme say it this way.
        if (scheme is null && !field.Boolean("add_prefix_space", true))
            prepend = false;
        return new MetaspacePreTokenizer(characters[0].Value, prepend, field.Boolean("split", true));
    }
}
