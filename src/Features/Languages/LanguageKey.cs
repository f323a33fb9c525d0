namespace TransferPredict.Features.Languages;

/// <summary>The form in which codes, names and aliases are compared.</summary>
static class LanguageKey
{
    /// <summary>Lower case, with <c>_</c> and spaces as <c>-</c>: <c>zh_CN</c>, <c>zh-cn</c> and <c>ZH CN</c> are one key.</summary>
    public static string Of(string text) =>
        text.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    /// <summary>The key of an alias that holds in one data set alone, as the file writes it: <c>xed:br</c>.</summary>
    public static string Of(string text, string dataset) => Of($"{dataset}:{text.Trim()}");

    /// <summary>True when an alias holds in one data set alone.</summary>
    public static bool IsScoped(string alias) => alias.Contains(':');

    /// <summary>
    /// Splits a key of the form language[-script][-region], as in <c>pt-br</c>, <c>zh-hant</c>, <c>sr-cyrl</c>.
    /// </summary>
    public static bool TrySplit(string key, out string language, out string? script, out string? region)
    {
        (language, script, region) = key.Split('-') switch
        {
            [{ Length: 2 or 3 } l, { Length: 4 } s] => (l, s, null),
            [{ Length: 2 or 3 } l, { Length: 2 } r] => (l, null, r),
            [{ Length: 2 or 3 } l, { Length: 4 } s, { Length: 2 } r] => (l, s, r),
            _ => ("", default(string), default(string)),
        };
        return language.Length > 0;
    }
}
