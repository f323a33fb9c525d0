using System.Globalization;

namespace TransferPredict.Training.LightGbm;

/// <summary>The lines of one tree in a text model.</summary>
sealed class ModelTree(int tree, Dictionary<string, string> fields)
{
    /// <summary>As deep as trees may be; the memory that contributions take grows with the square of the depth.</summary>
    const int MaximumDepth = 1_000;

    const int MaximumLeaves = 131_072;

    /// <summary>LightGBM reads no more lines.</summary>
    const int MaximumLines = 22;

    /// <exception cref="InvalidDataException">
    /// A list has another length than the number of leaves asks for, a value is no number, a feature does not exist, or the
    /// nodes and leaves do not form one tree of bounded depth.
    /// </exception>
    public void Check(int features)
    {
        if (fields.Count > MaximumLines)
            throw ModelText.Damaged($"has {fields.Count} lines in tree {tree}; expected at most {MaximumLines}");
        int leaves = Integers("num_leaves", 1, 1, MaximumLeaves)[0];
        Integers("num_cat", 1, 0, 0); // categorical splits and linear leaves are not used here
        if (fields.ContainsKey("is_linear"))
            Integers("is_linear", 1, 0, 0);
        Reals("shrinkage", 1);
        Reals("leaf_value", leaves);
        if (leaves == 1)
            return; // the other lines are empty and not read

        int nodes = leaves - 1;
        Integers("split_feature", nodes, 0, features - 1);
        CheckDecisions(Integers("decision_type", nodes, 0, 10));
        Integers("leaf_count", leaves, 0, int.MaxValue);
        Integers("internal_count", nodes, 0, int.MaxValue);
        Reals("threshold", nodes, mayBeInfinite: true);
        foreach (string key in (string[])["split_gain", "internal_value", "internal_weight"])
            Reals(key, nodes);
        Reals("leaf_weight", leaves);
        CheckShape(Integers("left_child", nodes, -leaves, nodes - 1), Integers("right_child", nodes, -leaves, nodes - 1));
    }

    /// <summary>Bit 0 marks a categorical split, bit 1 where missing values go, bits 2 and 3 what counts as missing (none, zero, NaN).</summary>
    void CheckDecisions(int[] types)
    {
        int node = Array.FindIndex(types, type => (type & 1) != 0);
        if (node >= 0)
            throw ModelText.Damaged($"has a categorical split in node {node} of tree {tree} (decision_type {types[node]}); expected numerical ones");
    }

    /// <summary>LightGBM numbers a node after its parent, and leaf k as ~k; every one but the root is the child of one node.</summary>
    void CheckShape(int[] left, int[] right)
    {
        var nodeDepth = new int[left.Length];
        var leafSeen = new bool[left.Length + 1];
        for (int node = 0; node < left.Length; node++)
        {
            if (node > 0 && nodeDepth[node] == 0)
                throw ModelText.Damaged($"leaves node {node} of tree {tree} without a parent before it");
            foreach (int child in (ReadOnlySpan<int>)[left[node], right[node]])
            {
                if (child < 0 ? leafSeen[~child] : child <= node || nodeDepth[child] != 0)
                    throw ModelText.Damaged($"makes {(child < 0 ? $"leaf {~child}" : $"node {child}")} of tree {tree} a child of node {node}, which breaks the tree");
                if (child < 0)
                    leafSeen[~child] = true;
                else if ((nodeDepth[child] = nodeDepth[node] + 1) > MaximumDepth)
                    throw ModelText.Damaged($"has a tree {tree} deeper than {MaximumDepth} nodes");
            }
        }
    }

    int[] Integers(string key, int count, int minimum, int maximum)
    {
        string[] texts = Texts(key, count);
        var values = new int[count];
        for (int i = 0; i < count; i++)
        {
            if (!int.TryParse(texts[i], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[i])
                || values[i] < minimum || values[i] > maximum)
            {
                throw ModelText.Damaged($"has '{texts[i]}' as entry {i} of {key} in tree {tree}; expected a whole number from {minimum} to {maximum}");
            }
        }

        return values;
    }

    /// <summary>LightGBM writes the threshold "inf" for a split of the missing values from all others.</summary>
    void Reals(string key, int count, bool mayBeInfinite = false)
    {
        string[] texts = Texts(key, count);
        for (int i = 0; i < count; i++)
        {
            if (mayBeInfinite && texts[i] == "inf")
                continue;
            if (!double.TryParse(texts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value))
                throw ModelText.Damaged($"has '{texts[i]}' as entry {i} of {key} in tree {tree}; expected a finite number");
        }
    }

    string[] Texts(string key, int count)
    {
        if (!fields.TryGetValue(key, out string? value))
            throw ModelText.Damaged($"lacks {key} in tree {tree}");
        string[] texts = value.Split(' ');
        ModelText.RequireCount($"{key} of tree {tree}", texts.Length, count);
        return texts;
    }
}
