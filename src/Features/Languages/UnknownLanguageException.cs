using System.Collections.Immutable;

namespace TransferPredict.Features.Languages;

/// <summary>A user named a language that the catalogue does not know.</summary>
public sealed class UnknownLanguageException : Exception
{
    /// <summary>Says what was typed and which known languages are spelled most like it.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="nearest">Known languages, nearest first; may be empty.</param>
    /// <param name="origin">Where the known languages come from, such as the file's path.</param>
    public UnknownLanguageException(string text, IReadOnlyList<Language> nearest, string origin)
        : base(Describe(text, nearest, origin))
    {
        Text = text;
        Nearest = [.. nearest];
    }

    /// <summary>What was typed.</summary>
    public string Text { get; }

    /// <summary>Known languages spelled most like it, nearest first, at most five.</summary>
    public ImmutableArray<Language> Nearest { get; }

    static string Describe(string text, IReadOnlyList<Language> nearest, string origin)
    {
        string shown = text.Length <= 80 ? text : text[..80] + "...";
        string hint = nearest.Count == 0
            ? "no known code is spelled like it"
            : "nearest known: " + string.Join(", ", nearest.Select(l => $"{l.Code} ({l.Name})"));
        return $"Unknown language '{shown}'; {hint}. Expected a code such as fao_Latn, an alias such as fo or an English "
            + $"name listed in {origin}.";
    }
}
