using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Numerics;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Tests.Leakage;

/// <summary>Small tables of transfer in which targets have a level, sources a quality, and one feature tells the rest.</summary>
static class LeakageTables
{
    const int Targets = 18, Sources = 8;

    /// <summary>The source whose scores are told.</summary>
    public const string Probe = "lab_Latn";

    static readonly string[] _genera = ["Germanic", "Romance", "Slavic", "Oghuz", "Finnic"];

    /// <summary>Two models of one task; the first 8 languages are sources, all are targets; every third language has a variant as a target.</summary>
    public static TrainingRows Transfer(int seed)
    {
        var random = new Random(seed);
        double[] level = [.. Enumerable.Range(0, Targets).Select(_ => 0.3 + 0.4 * random.NextDouble())], quality = [.. Enumerable.Range(0, Sources).Select(_ => 0.1 * random.NextDouble())];
        (string Model, int Source, int Target, string Code)[] pairs =
        [
            .. from model in new[] { "m1", "m2" }
               from target in Enumerable.Range(0, Targets)
               from code in target % 3 == 0 ? new[] { "Latn", "Cyrl" } : ["Latn"]
               from source in Enumerable.Range(0, Sources)
               where source != target
               select (model, source, target, $"{Name(target)}_{code}"),
        ];
        float[] near = [.. pairs.Select(_ => random.NextSingle())];
        return new TrainingRows
        {
            FeatureNames = ["near", "size", "noise"],
            Features = [.. pairs.SelectMany((p, i) => new[] { near[i], (float)level[p.Target] + 0.1f * random.NextSingle(), random.Next(4) == 0 ? float.NaN : random.NextSingle() })],
            Scores = [.. pairs.Select((p, i) => level[p.Target] + quality[p.Source] + 0.15 * near[i] + 0.02 * random.NextDouble())],
            Groups = [.. pairs.Select(p => new PairGroups(p.Model, "pos", Name(p.Source), Name(p.Target), Family(p.Source), Family(p.Target), "accuracy", Genus(p.Target)))],
            Sources = [.. pairs.Select(p => $"{Name(p.Source)}_Latn")],
            Targets = [.. pairs.Select(p => p.Code)],
            Languages = Enumerable.Range(0, Targets).SelectMany(l => new[] { "Latn", "Cyrl" }.Select(script => Facts(l, script))).ToImmutableDictionary(l => l.Code),
        };
    }

    /// <summary>Varieties of a language lie together; every seventh language has no place on the map.</summary>
    static Language Facts(int language, string script) => new()
    {
        Code = $"{Name(language)}_{script}",
        Name = $"{Name(language)} in {script}",
        Iso6393 = Name(language),
        Family = Family(language),
        Genus = Genus(language),
        Script = script,
        Latitude = language % 7 == 6 ? null : 70 - 5.5 * language,
        Longitude = language % 7 == 6 ? null : language * 37 % 90,
    };

    /// <summary>The rows in another order: row i is the old row order[i].</summary>
    public static TrainingRows Permuted(TrainingRows rows, int[] order) => rows.Select([.. order]);

    /// <summary>A seeded order of as many rows.</summary>
    public static int[] Order(int count, int seed)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        new SeededRandom(seed, "order").ShuffleFront<int>(order, count);
        return order;
    }

    /// <summary>The rows with every language called otherwise, in another alphabetical order, its facts kept.</summary>
    public static TrainingRows Renamed(TrainingRows rows)
    {
        return rows with
        {
            Groups = [.. rows.Groups.Select(g => g with { SourceGroup = Other(g.SourceGroup), TargetGroup = Other(g.TargetGroup) })],
            Sources = [.. rows.Sources.Select(Other)],
            Targets = [.. rows.Targets.Select(Other)],
            Languages = rows.Languages.Values.Select(l => l with { Code = Other(l.Code), Name = Other(l.Name), Iso6393 = Other(l.Iso6393) }).ToImmutableDictionary(l => l.Code),
        };

        static string Other(string code) => $"{(char)('z' - (code[2] - 'a') * 7 % 26)}{code[1]}{code[0]}{code[3..]}";
    }

    static string Name(int language) => $"la{(char)('a' + language)}";

    static string Genus(int language) => _genera[language % _genera.Length];

    static string Family(int language) => language % _genera.Length < 3 ? "Indo-European" : Genus(language) == "Oghuz" ? "Turkic" : "Uralic";
}
