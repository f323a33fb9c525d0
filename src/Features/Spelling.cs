using TransferPredict.Features.Languages;

namespace TransferPredict.Features;

/// <summary>What somebody meant who mistyped a name.</summary>
public static class Spelling
{
    /// <summary>The known name spelled most like a text; null when none is near.</summary>
    /// <param name="text">What was typed; upper and lower case are the same.</param>
    /// <param name="known">Names to choose from; of equally near ones the first is taken.</param>
    /// <returns>A name that at most a third of its letters, or one of them, must change to be the text.</returns>
    public static string? Nearest(string text, IEnumerable<string> known)
    {
        string? nearest = known.MinBy(name => Distance(text, name));
        return nearest is not null && Distance(text, nearest) <= Math.Max(1, nearest.Length / 3) ? nearest : null;
    }

    /// <summary>A question to end a message with: " Did you mean 'mini-xlmr'?"; nothing when no name is near, or the text is one of them.</summary>
    /// <inheritdoc cref="Nearest"/>
    public static string Hint(string text, IEnumerable<string> known) => Nearest(text, known) is { } name && name != text ? $" Did you mean '{name}'?" : "";

    /// <summary>The same of a folder that is not there: one beside it may have been meant.</summary>
    /// <param name="folder">The path that was looked for.</param>
    public static string HintOfFolder(string folder) => Path.GetDirectoryName(Path.GetFullPath(folder)) is { } parent && Directory.Exists(parent)
        ? Hint(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Directory.EnumerateDirectories(parent).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)) : "";

    static int Distance(string text, string name) => EditDistance.Between(text.ToLowerInvariant(), name.ToLowerInvariant());
}
