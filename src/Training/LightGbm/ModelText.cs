using System.Globalization;
using System.Text;

namespace TransferPredict.Training.LightGbm;

/// <summary>
/// Checks a text model before LightGBM reads it. LightGBM trusts the counts, sizes and node numbers in it, so a damaged
/// file could make it read outside the text or walk a tree for ever; after this check it cannot.
/// </summary>
static class ModelText
{
    const int MaximumFeatures = 1_000_000;

    /// <summary>Checks a whole model and returns its feature names.</summary>
    /// <exception cref="InvalidDataException">Something does not hold; the message says where, what was found and what was expected.</exception>
    public static string[] Check(ReadOnlySpan<byte> text)
    {
        if (text.Contains((byte)'\r'))
            throw Damaged("has Windows line ends; its sizes count bytes with plain ones");
        if (text.Contains((byte)0))
            throw Damaged("holds a zero byte");
        if (!text.StartsWith("tree\n"u8))
            throw Damaged("does not begin with the line 'tree'");
        int headerLength = text.IndexOf("\nTree=0\n"u8) + 1;
        if (headerLength == 0)
            throw Damaged("has no line 'Tree=0'");

        Dictionary<string, string> header = Fields(text["tree\n".Length..headerLength], "its header");
        string[] names = CheckHeader(header);
        ReadOnlySpan<byte> rest = text[headerLength..];
        string[] sizes = Value(header, "tree_sizes").Split(' ');
        for (int tree = 0; tree < sizes.Length; tree++)
        {
            if (!int.TryParse(sizes[tree], NumberStyles.None, null, out int size) || size > rest.Length)
                throw Damaged($"gives tree {tree} a size of '{sizes[tree]}' bytes, and {rest.Length} are left");
            CheckTree(rest[..size], tree, names.Length);
            rest = rest[size..];
        }

        return rest.StartsWith("end of trees\n"u8)
            ? names
            : throw Damaged($"does not say 'end of trees' after its {sizes.Length} trees");
    }

    static string[] CheckHeader(Dictionary<string, string> header)
    {
        foreach (string key in (string[])["num_class", "num_tree_per_iteration"])
        {
            if (Value(header, key) != "1")
                throw Damaged($"has {key}={header[key]}; expected 1, one output");
        }

        if (!int.TryParse(Value(header, "label_index"), out _))
            throw Damaged($"has label_index={header["label_index"]}; expected a whole number");
        string objective = Value(header, "objective").Split(' ')[0];
        string[] known = [.. Enum.GetValues<LightGbmObjective>().Select(LightGbmParameters.NameOf)];
        if (!known.Contains(objective))
            throw Damaged($"has objective={objective}; expected {string.Join(", ", known)}");
        if (!int.TryParse(Value(header, "max_feature_idx"), NumberStyles.None, null, out int last) || last >= MaximumFeatures)
            throw Damaged($"has max_feature_idx={header["max_feature_idx"]}; expected 0 to {MaximumFeatures - 1}");

        string[] names = Value(header, "feature_names").Split(' ');
        RequireCount("feature_names", names.Length, last + 1);
        RequireCount("feature_infos", Value(header, "feature_infos").Split(' ').Length, last + 1);
        if (header.TryGetValue("monotone_constraints", out string? constraints))
            RequireCount("monotone_constraints", constraints.Split(' ').Length, last + 1);
        return names;
    }

    static void CheckTree(ReadOnlySpan<byte> text, int tree, int features)
    {
        string first = $"Tree={tree}\n";
        if (!text.StartsWith(Encoding.ASCII.GetBytes(first)))
            throw Damaged($"has no line 'Tree={tree}' where tree_sizes puts it");
        int end = text.IndexOf("\n\n"u8);
        if (end < first.Length)
            throw Damaged($"lacks the blank line that ends tree {tree}");
        new ModelTree(tree, Fields(text[first.Length..(end + 1)], $"tree {tree}")).Check(features);
    }

    /// <summary>Lines of the form key=value; a key alone counts as an empty value.</summary>
    static Dictionary<string, string> Fields(ReadOnlySpan<byte> lines, string where)
    {
        var fields = new Dictionary<string, string>();
        foreach (string line in Encoding.UTF8.GetString(lines).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = line.Split('=', 2);
            if (!fields.TryAdd(parts[0], parts.Length == 2 ? parts[1] : ""))
                throw Damaged($"says {parts[0]} twice in {where}");
        }

        return fields;
    }

    static string Value(Dictionary<string, string> header, string key) =>
        header.TryGetValue(key, out string? value) ? value : throw Damaged($"lacks {key} in its header");

    internal static void RequireCount(string what, int found, int expected)
    {
        if (found != expected)
            throw Damaged($"has {found} entries in {what}; expected {expected}");
    }

    internal static InvalidDataException Damaged(string what) => new($"The LightGBM model {what}.");
}
