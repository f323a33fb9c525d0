using System.Buffers;

namespace TransferPredict.Training.LightGbm;

/// <summary>What LightGBM's text model can carry as the name of a feature.</summary>
static class FeatureNameRules
{
    static readonly SearchValues<char> _allowed = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code).Except("\",:[]{}")]);

    /// <exception cref="ArgumentException">The names are not as many as the columns, not distinct, or hold other characters.</exception>
    public static void Require(IReadOnlyList<string> names, int columns)
    {
        if (names.Count != columns)
            throw new ArgumentException($"There are {names.Count} feature names for {columns} columns; expected one a column.", nameof(names));
        var seen = new HashSet<string>(names.Count);
        for (int column = 0; column < columns; column++)
        {
            string name = names[column];
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(_allowed))
            {
                throw new ArgumentException(
                    $"Feature {column} is named '{name}'; expected printable ASCII without spaces and without \" , : [ ] {{ }}.", nameof(names));
            }

            if (!seen.Add(name))
                throw new ArgumentException($"Feature {column} is named '{name}', as one before it is; expected distinct names.", nameof(names));
        }
    }
}
