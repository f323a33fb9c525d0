using System.Collections.Immutable;
using TransferPredict.Features.Texts;
using TransferPredict.Features.Texts.Sketches;

namespace TransferPredict.Features.Tests.Texts.Sketches;

public sealed class PairTableTest : IDisposable
{
    static readonly PairTableOrigin _origin = new("model", "encoder", "text", null, null, 2, "options", "command");

    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Load_GivesWhatWasSaved_MissingStaysMissing()
    {
        ImmutableArray<float> row = [.. Enumerable.Range(0, PairMeasures.Names.Count).Select(i => i == 3 ? float.NaN : i / 7f)];
        var table = new PairTable(_origin, ImmutableDictionary.CreateRange([KeyValuePair.Create(("deu_Latn", "eng_Latn"), row)]));
        string path = _folder.In("pairs.csv");
        table.Save(path);
        PairTable loaded = PairTable.Load(path)!;

        Assert.Equal(_origin, loaded.Origin);
        Assert.Equal(row.ToArray(), loaded.Values[("deu_Latn", "eng_Latn")].ToArray());
        Assert.Equal((double)row[5], loaded.Find("deu_Latn", "eng_Latn", 5));
        Assert.True(double.IsNaN(loaded.Find("deu_Latn", "eng_Latn", 3)));
        Assert.True(double.IsNaN(loaded.Find("eng_Latn", "deu_Latn", 5)));
        Assert.Equal(table.Values.Keys.Where(pair => pair.Source == "deu_Latn" && pair.Target == "eng_Latn"), PairTable.Load(path, new HashSet<string> { "deu_Latn", "eng_Latn" })!.Values.Keys);
        Assert.Empty(PairTable.Load(path, new HashSet<string> { "deu_Latn" })!.Values);
        File.Delete(_folder.In("pairs.json"));
        Assert.Null(PairTable.Load(path));
    }

    [Fact]
    public void UpdatedWith_KeepsWhatNewerValuesLack()
    {
        ImmutableArray<float> Row(float value) => [.. Enumerable.Repeat(value, PairMeasures.Names.Count)];
        var table = new PairTable(_origin, ImmutableDictionary<(string, string), ImmutableArray<float>>.Empty.Add(("a", "b"), Row(1)).Add(("a", "c"), Row(2)));
        var updated = table with { Values = table.UpdatedWith([new(("a", "b"), Row(3).SetItem(4, float.NaN)), new(("a", "d"), Row(4))]) };
        Assert.Equal([3, 1, 2, 4], [updated.Find("a", "b", 0), updated.Find("a", "b", 4), updated.Find("a", "c", 0), updated.Find("a", "d", 0)]);
        PairTableOrigin origin = _origin.FollowedBy(_origin with { Text = "later", Parallel = null, Command = "again" });
        Assert.Equal(($"{_origin.Text}; later", _origin.Parallel, $"{_origin.Command}; again"), (origin.Text, origin.Parallel, origin.Command));
        PairTableOrigin later = _origin with { Parallel = "more", ParallelLines = 50 };
        Assert.Equal(50, (_origin with { Parallel = null }).FollowedBy(later).ParallelLines);
        Assert.Equal(400, (_origin with { ParallelLines = 400, Parallel = "first" }).FollowedBy(later).ParallelLines);
        Assert.Null((_origin with { Parallel = "of a table from before they were counted" }).FollowedBy(later).ParallelLines);
    }

    [Fact]
    public void Load_RefusesWhatIsDamaged()
    {
        new PairTable(_origin, ImmutableDictionary<(string, string), ImmutableArray<float>>.Empty).Save(_folder.In("pairs.csv"));
        string header = File.ReadAllText(_folder.In("pairs.csv")), cells = string.Concat(Enumerable.Repeat(",1", PairMeasures.Names.Count));
        foreach ((string text, string message) in new[] { ("a,b\n1,2\n", "line 1"), ($"{header}a,b,x{cells[2..]}\n", "line 2"), ($"{header}a,b{cells}\na,b{cells}\n", "line 3") })
        {
            _folder.Write("pairs.csv", text);
            Assert.Contains(message, Assert.Throws<InvalidDataException>(() => PairTable.Load(_folder.In("pairs.csv"))).Message);
        }
        _folder.Write("pairs.json", "{");
        Assert.Contains("pairs.json", Assert.Throws<InvalidDataException>(() => PairTable.Load(_folder.In("pairs.csv"))).Message);
    }
}
