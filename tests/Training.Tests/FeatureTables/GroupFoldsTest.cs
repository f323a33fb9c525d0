using TransferPredict.Training.FeatureTables;

namespace TransferPredict.Training.Tests.FeatureTables;

public class GroupFoldsTest
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 2)]
    [InlineData(9, 3)]
    public void Assign_NoFoldIsEmptyAndSizesDifferByOneGroupAtMost(int folds, int seed)
    {
        var random = new Random(seed);
        var rows = Enumerable.Range(0, 40).ToDictionary(i => $"l{i:00}", _ => random.Next(1, 60));
        Dictionary<string, int> assigned = GroupFolds.Assign(rows, folds);
        Assert.Equal(rows.Keys.Order(), assigned.Keys.Order());
        int[] sizes = [.. Enumerable.Range(0, folds).Select(f => assigned.Where(a => a.Value == f).Sum(a => rows[a.Key]))];
        Assert.Equal(rows.Values.Sum(), sizes.Sum());
        Assert.All(sizes, size => Assert.True(size > 0));
        Assert.True(sizes.Max() - sizes.Min() <= rows.Values.Max(), string.Join(' ', sizes));
    }

    [Fact]
    public void Assign_DoesNotDependOnTheOrderOfGroups()
    {
        var rows = new Dictionary<string, int> { ["a"] = 3, ["b"] = 3, ["c"] = 2, ["d"] = 2, ["e"] = 2 };
        Assert.Equal(GroupFolds.Assign(rows, 2).OrderBy(a => a.Key), GroupFolds.Assign(rows.Reverse().ToDictionary(), 2).OrderBy(a => a.Key));
    }

    [Fact]
    public void Assign_RefusesFewerGroupsThanFolds()
    {
        var error = Assert.Throws<InvalidDataException>(() => GroupFolds.Assign(new Dictionary<string, int> { ["a"] = 9, ["b"] = 1 }, 3));
        Assert.Equal("The table has 2 target languages; 3 folds expect 3 or more.", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => GroupFolds.Assign(new Dictionary<string, int> { ["a"] = 9, ["b"] = 1 }, 1));
    }
}
