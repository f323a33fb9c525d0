using System.Globalization;
using System.Text.RegularExpressions;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>What README shows is what the program says.</summary>
public sealed partial class ReadmeTest
{
    static readonly string _root = ProjectRoot.Find(AppContext.BaseDirectory).Folder;
    static readonly string _readme = File.ReadAllText(Path.Combine(_root, "README.md"));

    [FactIfShipped("models/predictor/model.txt", "data/features/mini-xlmr/languages.csv")]
    public void OutputShownIsTheOutput()
    {
        Match[] shown = Session().Matches(_readme).ToArray<Match>();
        Assert.NotEmpty(shown);
        Assert.All(shown, session => Assert.StartsWith(
            session.Groups["output"].Value, ProgramRun.Of("Evaluate", _root, session.Groups["arguments"].Value.Split(' ')).Output, StringComparison.Ordinal));
    }

    [Fact]
    public void ScoresAreAsManyAsItSays()
    {
        int said = int.Parse(Scores().Match(_readme).Groups["count"].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(_root, "data", "scores"), "*.csv").Sum(file => File.ReadLines(file).Count() - 1), said);
    }

    [GeneratedRegex(@"^\$ dotnet run --project src/Evaluate -- (?<arguments>[^\n]+)\n(?<output>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Session();

    [GeneratedRegex(@"(?<count>[\d,]+) measured zero-shot scores")]
    private static partial Regex Scores();
}
