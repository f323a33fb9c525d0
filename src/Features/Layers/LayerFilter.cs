using System.Globalization;
using System.Text.RegularExpressions;

namespace TransferPredict.Features.Layers;

/// <summary>
/// Which matrices to analyse, in words separated by commas: a layer id, a role ("ffn.in", or "attention" for all of it), a layer
/// type ("dense", "embedding"), or a name, in which * stands for anything. A word that begins with - leaves matrices out. Without
/// any word that keeps, all are kept.
/// </summary>
public sealed class LayerFilter
{
    readonly string[] _kept;
    readonly string[] _dropped;

    LayerFilter(string[] kept, string[] dropped) => (_kept, _dropped) = (kept, dropped);

    /// <summary>Keeps every matrix.</summary>
    public static LayerFilter All { get; } = new([], []);

    /// <summary>Reads a filter.</summary>
    /// <exception cref="FormatException">A word is empty.</exception>
    public static LayerFilter Parse(string text)
    {
        string[] words = text.Split(',', StringSplitOptions.TrimEntries);
        if (words.Any(word => word is "" or "-"))
            throw new FormatException($"The filter '{text}' has an empty word; expected layer ids, roles, types or names separated by commas.");
        return new LayerFilter([.. words.Where(word => word[0] != '-')], [.. words.Where(word => word[0] == '-').Select(word => word[1..])]);
    }

    /// <summary>Whether a matrix is to be analysed.</summary>
    public bool Keeps(LayerMatrix matrix) =>
        (_kept.Length == 0 || _kept.Any(word => Matches(word, matrix))) && !_dropped.Any(word => Matches(word, matrix));

    /// <summary>The words that none of the matrices matches.</summary>
    public IEnumerable<string> Unmatched(IReadOnlyList<LayerMatrix> matrices) =>
        _kept.Concat(_dropped).Where(word => !matrices.Any(matrix => Matches(word, matrix)));

    static bool Matches(string word, LayerMatrix matrix)
    {
        if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int id))
            return matrix.LayerId == id;
        string role = LayerRoles.NameOf(matrix.Role);
        return role == word || role.StartsWith(word + ".", StringComparison.Ordinal) || LayerTypes.Of(matrix.Role) == word
            || MatchesName(word, matrix.Name) || MatchesName(word, matrix.OnnxName);
    }

    // Without backtracking, a word of many * costs no more than its length.
    static bool MatchesName(string word, string name) => word.Contains('*')
        ? Regex.IsMatch(name, $"^{Regex.Escape(word).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking | RegexOptions.Singleline)
        : word == name;
}
