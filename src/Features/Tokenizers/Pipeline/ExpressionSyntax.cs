using System.Text;

namespace TransferPredict.Features.Tokenizers.Pipeline;

/// <summary>
/// Regular expressions as Oniguruma's Ruby syntax has them, which Hugging Face tokenizers uses, told to .NET. What the two read
/// differently is translated (<c>\w</c>) or refused.
/// </summary>
static class ExpressionSyntax
{
    /// <summary>What is refused, beside what .NET does not know.</summary>
    internal const string Refused = @"without \W, \b, \B, \G, \h, {,n}, (?m) or (?s), and classes inside classes";

    // .NET's \w lacks marks that take space, numbers written as letters, and what Oniguruma takes for letters in Latin-1.
    const string MoreWord = @"\p{M}\p{Nl}²³¹¼-¾Ⓐ-ⓩ";

    /// <summary>The expression for .NET, with <see cref="System.Text.RegularExpressions.RegexOptions.Multiline"/>; null where it is refused.</summary>
    internal static string? Translate(string expression)
    {
        var translated = new StringBuilder();
        bool inClass = false;
        for (int i = 0; i < expression.Length; i++)
        {
            ReadOnlySpan<char> rest = expression.AsSpan(i);
            if (rest[0] == '\\' && rest.Length > 1)
            {
                if (rest[1] is 'W' or 'b' or 'B' or 'G' or 'h' or 'H')
                    return null;
                translated.Append(rest[1] != 'w' ? rest[..2] : inClass ? @"\w" + MoreWord : $@"[\w{MoreWord}]");
                i++;
                continue;
            }
            if (inClass ? rest[0] == '[' || rest.StartsWith("&&") : rest.StartsWith("{,") || IsDotMatchesAll(rest))
                return null;
            inClass = inClass ? rest[0] != ']' : rest[0] == '[';
            translated.Append(rest[0]);
        }
        return translated.ToString();
    }

    static bool IsDotMatchesAll(ReadOnlySpan<char> rest)
    {
        if (!rest.StartsWith("(?"))
            return false;
        ReadOnlySpan<char> flags = rest[2..];
        int end = flags.IndexOfAnyExcept("imsxn-");
        return flags[..Math.Max(end, 0)].IndexOfAny('m', 's') >= 0;
    }
}
