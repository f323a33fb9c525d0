namespace TransferPredict.Features.Tests;

public class ProjectRootTest
{
    static readonly string _folder = ProjectRoot.Find().Folder;

    [Theory]
    [InlineData("")]
    [InlineData("src")]
    [InlineData("src/Features/Languages")]
    [InlineData("data/")]
    [InlineData("no/such/folder")]
    public void Find_WalksUp(string below) =>
        Assert.Equal(_folder, ProjectRoot.Find(Path.Combine(_folder, below)).Folder);

    [Fact]
    public void Find_FallsBackToTheNextStart()
    {
        string elsewhere = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Assert.Equal(_folder, ProjectRoot.Find(elsewhere, AppContext.BaseDirectory).Folder);
            DirectoryNotFoundException error = Assert.Throws<DirectoryNotFoundException>(() => ProjectRoot.Find(elsewhere));
            Assert.Contains(elsewhere, error.Message);
            Assert.Contains(ProjectRoot.SolutionFile, error.Message);
        }
        finally
        {
            Directory.Delete(elsewhere);
        }
    }

    [Fact]
    public void Find_NearestSolutionWins()
    {
        string outer = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string inner = Directory.CreateDirectory(Path.Combine(outer, "inner", "src")).Parent!.FullName;
            File.WriteAllText(Path.Combine(outer, ProjectRoot.SolutionFile), "");
            File.WriteAllText(Path.Combine(inner, ProjectRoot.SolutionFile), "");
            Assert.Equal(inner, ProjectRoot.Find(Path.Combine(inner, "src")).Folder);
        }
        finally
        {
            Directory.Delete(outer, recursive: true);
        }
    }

    [Fact]
    public void PathsLieBelowTheRoot()
    {
        ProjectRoot root = ProjectRoot.Find();
        Assert.True(File.Exists(root.LanguagesFile));
        Assert.Equal(Path.Combine(root.Folder, "models", "mini-xlmr"), root.Model("mini-xlmr"));
        Assert.All([root.Data, root.Scores, root.Counts, root.Features, root.Models, root.Predictor],
            path => Assert.StartsWith(root.Folder + Path.DirectorySeparatorChar, path));
    }
}
