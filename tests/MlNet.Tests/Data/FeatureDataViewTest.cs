using Microsoft.ML;
using Microsoft.ML.Data;
using TransferPredict.Features;
using TransferPredict.MlNet.Data;
using TransferPredict.Training.FeatureTables;

namespace TransferPredict.MlNet.Tests.Data;

public sealed class FeatureDataViewTest : IDisposable
{
    static readonly FeatureTable _table = SmallTables.Of();

    readonly MLContext _context = new(seed: 1);
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Columns_HaveTheSchemasSizeNamesAndHash()
    {
        var view = new FeatureDataView(_table);
        Assert.Equal(["Features", "Label", "Weight", "Task", "Metric", "Model", "Source", "Target", "Fold"], view.Schema.Select(c => c.Name));
        var type = Assert.IsType<VectorDataViewType>(view.Schema["Features"].Type);
        Assert.Equal((NumberDataViewType.Single, FeatureSchema.Names.Length), ((NumberDataViewType)type.ItemType, type.Size));
        VBuffer<ReadOnlyMemory<char>> slots = default;
        view.Schema["Features"].GetSlotNames(ref slots);
        Assert.Equal(FeatureSchema.Names, slots.DenseValues().Select(s => s.ToString()));
        Assert.Equal(FeatureSchema.Hash, SchemaHash.Of(view.Schema["Features"]));
        Assert.Null(SchemaHash.Of(view.Schema["Label"]));
        Assert.All(new[] { "Task", "Metric", "Model", "Source", "Target" }, name => Assert.IsType<KeyDataViewType>(view.Schema[name].Type));
        Assert.Equal(_table.Rows.Count, view.GetRowCount());
    }

    [Fact]
    public void Rows_AreTheTables_InMemoryAndFromAFile()
    {
        string path = _folder.In("table.csv");
        FeatureTableFile.Write(path, _table);
        foreach (FeatureDataView view in new[] { new FeatureDataView(_table), _context.TransferPrediction().LoadFeatures(path) })
        {
            for (int time = 0; time < 2; time++) // each cursor begins anew
            {
                FeatureTable read = FeatureViews.Read(view, SmallTables.Languages, new PairNames(null, null));
                Assert.Equal(TableSchema.Current.Hash, read.Schema.Hash);
                Assert.Equal(_table.Rows.Features, read.Rows.Features); // NaN equals NaN here: missing stays missing
                Assert.Equal(_table.Rows.Groups, read.Rows.Groups);
                Assert.Equal(_table.Rows.Sources, read.Rows.Sources);
                Assert.Equal(_table.Rows.Targets, read.Rows.Targets);
                Assert.Equal(_table.Rows.Scores.Select(s => (float)s), read.Rows.Scores.Select(s => (float)s));
                Assert.Equal<float>(_table.Weights, read.Weights);
            }
        }
        Assert.Contains(float.NaN, _table.Rows.Features);
    }

    [Fact]
    public void ScalarColumns_HoldEachFeatureUnderItsName()
    {
        var view = new FeatureDataView(_table, new FeatureViewOptions { ScalarColumns = true });
        int columns = FeatureSchema.Names.Length;
        for (int c = 0; c < columns; c += 17)
            Assert.Equal(Enumerable.Range(0, _table.Rows.Count).Select(i => _table.Rows.Features[i * columns + c]), FeatureViews.Numbers(view, FeatureSchema.Names[c]));
    }

    [Fact]
    public void Fold_HoldsWholeLanguagesInPartsOfLikeSize()
    {
        float[] folds = FeatureViews.Numbers(new FeatureDataView(_table, new FeatureViewOptions { Folds = 4 }), "Fold");
        Assert.Equal([0f, 1f, 2f, 3f], folds.Distinct().Order());
        Assert.All(_table.Rows.Groups.Zip(folds).GroupBy(r => r.First.TargetGroup), group => Assert.Single(group.Select(g => g.Second).Distinct()));
        int[] sizes = [.. folds.GroupBy(f => f).Select(g => g.Count())];
        Assert.True(sizes.Max() - sizes.Min() <= _table.Rows.Groups.GroupBy(g => g.TargetGroup).Max(g => g.Count()), string.Join(' ', sizes));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(7)]
    public void Fold_AsSamplingKeyGivesMlNetTheseFoldsAndNoEmptyOne(int folds)
    {
        var view = new FeatureDataView(_table, new FeatureViewOptions { Folds = folds });
        IReadOnlyList<DataOperationsCatalog.TrainTestData> split = _context.Data.CrossValidationSplit(view, folds, samplingKeyColumnName: "Fold");
        Assert.Equal(folds, split.Count);
        for (int fold = 0; fold < folds; fold++)
        {
            Assert.Equal([fold], FeatureViews.Numbers(split[fold].TestSet, "Fold").Distinct());
            Assert.DoesNotContain(fold, FeatureViews.Numbers(split[fold].TrainSet, "Fold"));
            Assert.Equal(_table.Rows.Count, FeatureViews.Numbers(split[fold].TestSet, "Fold").Length + FeatureViews.Numbers(split[fold].TrainSet, "Fold").Length);
        }
    }

    [Fact]
    public void RefusesMoreFoldsThanTargetLanguages()
    {
        var error = Assert.Throws<InvalidDataException>(() => new FeatureDataView(_table, new FeatureViewOptions { Folds = 16 }));
        Assert.Equal("The table has 15 target languages; 16 folds expect 16 or more: set FeatureViewOptions.Folds lower, or 0.", error.Message); // por_Latn and por_Latn_BR are one
        Assert.Null(new FeatureDataView(_table, new FeatureViewOptions { Folds = 0 }).Schema.GetColumnOrNull("Fold"));
    }

    [Fact]
    public void ADamagedFileIsNamedWithItsLine()
    {
        string path = _folder.In("table.csv");
        FeatureTableFile.Write(path, _table);
        string[] lines = File.ReadAllLines(path);
        lines[3] = lines[3].Replace("pos,", "p o s,", StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
        var error = Assert.Throws<InvalidDataException>(() => _context.TransferPrediction().LoadFeatures(path));
        Assert.StartsWith($"{path}, line 4: found 'p o s' in column task", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatChangedUnderAViewIsRefused()
    {
        string path = _folder.In("table.csv");
        FeatureTableFile.Write(path, _table);
        FeatureDataView view = _context.TransferPrediction().LoadFeatures(path);
        string[] lines = File.ReadAllLines(path);
        (string first, string second) = (FeatureSchema.Names[0], FeatureSchema.Names[1]);
        lines[0] = lines[0].Replace($",{first},{second},", $",{second},{first},", StringComparison.Ordinal);
        File.WriteAllLines(path, lines);
        Assert.StartsWith($"{path}, line 1: found ", Assert.Throws<InvalidDataException>(() => FeatureViews.Numbers(view, "Label")).Message, StringComparison.Ordinal);
        Assert.StartsWith($"{path}, line 1: found ", Assert.Throws<InvalidDataException>(() => _context.TransferPrediction().LoadFeatures(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACursorTellsWhatIsNotActiveOrOfAnotherType()
    {
        var view = new FeatureDataView(_table);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Label"]]);
        Assert.Contains("not active", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<float>(view.Schema["Weight"])).Message, StringComparison.Ordinal);
        Assert.Contains("expected Single", Assert.Throws<InvalidOperationException>(() => cursor.GetGetter<double>(view.Schema["Label"])).Message, StringComparison.Ordinal);
        ValueGetter<float> label = cursor.GetGetter<float>(view.Schema["Label"]);
        float value = 0;
        Assert.Throws<InvalidOperationException>(() => label(ref value));
    }
}
