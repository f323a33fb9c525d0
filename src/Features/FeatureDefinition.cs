namespace TransferPredict.Features;

/// <summary>One feature of a language pair: what it is called, what it measures, and when it has no value.</summary>
/// <param name="Name">Family prefix, a dot, and the rest: "esd.token.ks". Unique in a schema.</param>
/// <param name="Unit">What a step of one means: "share", "km", "distance", "log10", "0/1".</param>
/// <param name="Range">The values it can take, as an interval: "[0, 1]".</param>
/// <param name="Missing">When the feature has no value (an empty cell, NaN for the learner), never 0 in its stead.</param>
/// <param name="Source">Where the definition comes from, or the docs page that gives the formula.</param>
public sealed record FeatureDefinition(string Name, string Unit, string Range, string Missing, string Source)
{
    /// <summary>The prefix of the name: esd, ww, rep, concept, lex, ling or src.</summary>
    public string Family => FamilyOf(Name);

    /// <summary>The family of any feature, of the schema or not: what stands before the first dot of its name, or the whole name.</summary>
    public static string FamilyOf(string name) => name.Split('.', 2)[0];
}
