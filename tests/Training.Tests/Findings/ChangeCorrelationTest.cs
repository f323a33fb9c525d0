using System.Collections.Immutable;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Findings;

namespace TransferPredict.Training.Tests.Findings;

public sealed class ChangeCorrelationTest : IDisposable
{
    // German's changes follow its scores, Turkish's are the scores' reverse but for their level, which is far higher.
    const string Pairs = "layer,source,target,measure,before,after\n"
        + "1,deu_Latn,nld_Latn,colap,0.1,0.4\n1,deu_Latn,fra_Latn,colap,0.1,0.3\n1,deu_Latn,rus_Cyrl,colap,0.1,0.2\n1,deu_Latn,deu_Latn,colap,0.1,0.9\n"
        + "1,tur_Latn,nld_Latn,colap,0.1,0.5\n1,tur_Latn,fra_Latn,colap,0.1,0.6\n1,tur_Latn,rus_Cyrl,colap,0.1,0.7\n1,tur_Latn,fin_Latn,colap,,0.7\n";

    static readonly Dictionary<(string, string), double> _scores = new()
    {
        [("deu_Latn", "nld_Latn")] = 0.3,
        [("deu_Latn", "fra_Latn")] = 0.2,
        [("deu_Latn", "rus_Cyrl")] = 0.1,
        [("tur_Latn", "nld_Latn")] = 0.9,
        [("tur_Latn", "fra_Latn")] = 0.8,
        [("tur_Latn", "rus_Cyrl")] = 0.7,
    };

    readonly string _folder = Directory.CreateTempSubdirectory("changes-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Of_IsWithinSourcesAndPooledBeside()
    {
        ChangeCorrelation found = Assert.Single(ChangeCorrelation.Of("m|pos|accuracy", Read("pos.m.pairs.csv", Pairs), _scores, seed: 1));
        Assert.Equal(("colap", 1, 0.0, 3), (found.Measure, found.Layer, found.Change.Value, found.Change.Groups)); // +1 and -1
        Assert.Null(found.Before); // the same everywhere
        // Ranks of the changes 3 2 1 4 5 6 against those of the scores 3 2 1 6 5 4: Σd² = 8, 1 - 6 * 8 / (6 * 35).
        Assert.Equal(1 - 48.0 / 210, found.Pooled!.Value, 12);
    }

    [Fact]
    public void Read_TaskAndModelAreOfTheName()
    {
        ImmutableArray<PairChange> rows = Read("pos.mini-xlmr.pairs.csv", Pairs);
        Assert.Equal(("pos", "mini-xlmr", 8, "colap"), (rows[0].Task, rows[0].Model, rows.Length, rows[0].Measure));
        Assert.True(double.IsNaN(rows[^1].Change));
        Assert.Contains("<task>.<model>.pairs.csv", Assert.Throws<InvalidDataException>(() => Read("pairs.csv", Pairs)).Message, StringComparison.Ordinal);
        Assert.Contains("layer", Assert.Throws<InvalidDataException>(() => Read("pos.m.pairs.csv", Pairs.Replace("1,deu_Latn,nld", "x,deu_Latn,nld", StringComparison.Ordinal))).Message, StringComparison.Ordinal);
    }

    ImmutableArray<PairChange> Read(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return PairChange.Read(path, LanguageCatalog.LoadShipped());
    }
}
