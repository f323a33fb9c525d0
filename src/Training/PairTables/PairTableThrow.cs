using TransferPredict.Features;

namespace TransferPredict.Training.PairTables;

/// <summary>What is said of a file of features that is not as it should be.</summary>
static class PairTableThrow
{
    public static InvalidDataException NameOfTheSchema(string path, FeatureDefinition feature) => FileDefect.At(
        path, 1, $"column '{feature.Name}', which is the name of the schema's own feature {feature.Name} ({feature.Source})", "names that the schema does not have");

    public static InvalidDataException ReservedName(string path, string name) => FileDefect.At(
        path, 1, $"column {FileDefect.Shown(name)}, whose family '{FeatureDefinition.FamilyOf(name)}' is learned from training pairs", "another name");

    public static InvalidDataException Name(string path, string name) => FileDefect.At(
        path, 1, $"a column called {FileDefect.Shown(name)}", "printable ASCII without spaces and without \" , : [ ] { }");

    public static InvalidDataException NoFeature(string path) => FileDefect.At(path, 1, "the columns model, source and target alone", "one feature or more beside them");

    public static InvalidDataException Again(string path, int line, PairKey key, int first) => FileDefect.At(
        path, line, $"the pair of line {first} again ({key})", "each pair once");

    public static InvalidDataException Again(string path, int line, PairKey key, string name, string first) => FileDefect.At(
        path, line, $"{FileDefect.Shown(name)} of {key}, which {first} has too", "each feature of a pair in one file");
}
