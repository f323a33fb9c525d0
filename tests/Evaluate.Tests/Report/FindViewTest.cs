using System.Text.Json;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>Find a source: what the page ranks, takes in and explains is what <c>rank</c> and <c>explain</c> say.</summary>
[Collection(ReportCollection.Name)]
public class FindViewTest(ReportFixture fixture)
{
    const double Rounding = 2e-7; // the page holds predictions to seven decimals
    const double EffectRounding = 6e-5; // and effects to four

    [FactIfBrowser]
    public async Task OpensWithTheTarget_RankedAsRankDoes()
    {
        await using OpenReport page = await fixture.Open();
        Assert.Equal("Faroese (fao_Latn)", await page.Find("#target").InputValueAsync());
        RequireEqual(Rank("fao_Latn"), await page.Csv("ranking"));
        Assert.Contains("Indo-European › Germanic", await page.Find(".facts").InnerTextAsync(), StringComparison.Ordinal);
    }

    [FactIfBrowser]
    public async Task ATargetIsFoundByNameCodeAliasAndFamily()
    {
        await using OpenReport page = await fixture.Open();
        foreach ((string typed, string found) in ((string, string)[])[("dutch", "Dutch (nld_Latn)"), ("isl_L", "Icelandic (isl_Latn)"), ("nds", "Low Saxon (nds_Latn)")])
        {
            await page.Choose("target", typed);
            Assert.Equal(found, await page.Find("#target").InputValueAsync());
        }
        await page.Find("#target").FillAsync("Kartvelian");
        Assert.Contains("Georgian (kat_Geor)", await page.Find("#target-list").InnerTextAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("Low Saxon (nds_Latn)", await page.Find("#target").InputValueAsync());
    }

    [FactIfBrowser]
    public async Task MeasuredScoresStandBesideThePredicted()
    {
        await using OpenReport page = await fixture.Open();
        await page.Choose("target", "nld_Latn");
        RequireEqual(Rank("nld_Latn"), await page.Csv("ranking"));
        Assert.All(await page.Csv("ranking"), r => Assert.NotEqual("", r["measured"]));
    }

    [FactIfBrowser]
    public async Task KnownScoresMoveTheOthers_AsRankKnownHasIt()
    {
        await using OpenReport page = await fixture.Open();
        await Tell(page, "German", "0.95");
        RequireEqual(Rank("fao_Latn", "--known", "deu_Latn=0.95"), await page.Csv("ranking"));
        await Tell(page, "Turkish", "0.1");
        RequireEqual(Rank("fao_Latn", "--known", "deu_Latn=0.95", "tur_Latn=0.1"), await page.Csv("ranking"));
        Assert.Contains("your known scores", await page.Find("#reasons-family svg").TextContentAsync(), StringComparison.Ordinal);
        await Tell(page, "German", "");
        await Tell(page, "Turkish", "");
        RequireEqual(Rank("fao_Latn"), await page.Csv("ranking"));
        await Tell(page, "German", "95");
        RequireEqual(Rank("fao_Latn"), await page.Csv("ranking")); // no fraction: refused
    }

    [FactIfBrowser]
    public async Task KnownScoresOfATaskWithMissingPairs()
    {
        await using OpenReport page = await fixture.Open();
        await page.Find("#task").SelectOptionAsync("ner|f1");
        await page.Choose("target", "nld_Latn");
        RequireEqual(Rank("nld_Latn", "--task", "ner"), await page.Csv("ranking"));
        await Tell(page, "French", "0.8");
        RequireEqual(Rank("nld_Latn", "--task", "ner", "--known", "fra_Latn=0.8"), await page.Csv("ranking"));
    }

    [FactIfBrowser]
    public async Task WithoutHeldOutErrors_RanksAndSaysWhatIsNotKnown()
    {
        string predictor = Path.Combine(fixture.Repository.Folder, "without");
        Directory.CreateDirectory(predictor);
        foreach (string file in Directory.EnumerateFiles(fixture.Repository.Root.Predictor).Where(f => !f.EndsWith("residuals.json", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(predictor, Path.GetFileName(file)), overwrite: true);
        ProgramRun run = fixture.Report("--out", "report.html.without.html", "--target", "fo", "--task", "pos", "--folds", "2", "--predictor", "without", "--quiet");
        Assert.True(run.ExitCode == 0, run.Error);
        await using OpenReport page = await fixture.Open(file: Path.Combine(fixture.Repository.Folder, "report.html.without.html"));
        RequireEqual(Rank("fao_Latn", "--predictor", "without"), await page.Csv("ranking"));
        Assert.True(await page.Page.GetByLabel("Known score of German (").IsDisabledAsync());
        Assert.Contains("residuals.json", await page.Find("#ranking .note").InnerTextAsync(), StringComparison.Ordinal);
    }

    [FactIfBrowser]
    public async Task ReasonsAreThoseOfExplain()
    {
        await using OpenReport page = await fixture.Open();
        await page.Find("#ranking button.name", "Swedish").ClickAsync();
        JsonElement explained = ProgramRun.Of("Evaluate", fixture.Repository.Folder, "explain", "swe_Latn", "fao_Latn", "--json").Json;
        Dictionary<string, double> effects = explained.GetProperty("reasons").EnumerateArray().ToDictionary(r => r.GetProperty("feature").GetString()!, r => r.GetProperty("effect").GetDouble());
        Dictionary<string, double> families = effects.GroupBy(e => e.Key.Split('.')[0], e => e.Value).ToDictionary(g => g.Key, g => g.Sum());
        families.Add("order", explained.GetProperty("order").GetDouble());
        Dictionary<string, string>[] byFamily = await page.Csv("reasons-family"), byFeature = await page.Csv("reasons-feature");
        Assert.Equal(families.Keys.Order(), byFamily.Select(r => r["family"]).Order());
        Assert.All(byFamily, r => Assert.Equal(families[r["family"]], OpenReport.Number(r["effect"]), EffectRounding));
        Assert.NotEmpty(byFeature);
        Assert.All(byFeature, r => Assert.Equal(effects[r["feature"]], OpenReport.Number(r["effect"]), EffectRounding));
        Assert.Equal(byFeature.Select(r => Math.Abs(OpenReport.Number(r["effect"]))).OrderDescending(), byFeature.Select(r => Math.Abs(OpenReport.Number(r["effect"]))));
    }

    [FactIfBrowser]
    public async Task ANameFromAFileIsTextAndNothingElse()
    {
        await using OpenReport page = await fixture.Open();
        await page.Choose("target", ReportFixture.HostileCode);
        Assert.Equal($"{ReportFixture.HostileName} ({ReportFixture.HostileCode})", await page.Find("#target").InputValueAsync());
        foreach (string view in (string[])["matrix", "accuracy", "inside", "map"])
            await page.Find($"nav a[href='#{view}']").ClickAsync();
        Assert.False(await page.Page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Equal(0, await page.Find("img[src=x]").CountAsync());
    }

    static async Task Tell(OpenReport page, string name, string score)
    {
        Microsoft.Playwright.ILocator input = page.Page.GetByLabel($"Known score of {name} (");
        await input.FillAsync(score);
        await input.BlurAsync();
    }

    Dictionary<string, string>[] Rank(string target, params string[] options)
    {
        string[] lines = ProgramRun.Of("Evaluate", fixture.Repository.Folder, ["rank", target, "--top", "100", "--csv", .. options]).Lines;
        string[] names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(line.Split(',')).ToDictionary())];
    }

    static void RequireEqual(Dictionary<string, string>[] ranked, Dictionary<string, string>[] shown)
    {
        Assert.NotEmpty(ranked);
        Assert.Equal(ranked.Select(r => (r["rank"], r["source"], r["tied"])), shown.Select(r => (r["rank"], r["source"], r["tied"])));
        foreach ((Dictionary<string, string> expected, Dictionary<string, string> found) in ranked.Zip(shown))
            foreach (string column in (string[])["predicted", "lower", "upper", "measured", "known"])
            {
                Assert.Equal(expected[column] == "", found[column] == "");
                if (expected[column] != "")
                    Assert.Equal(OpenReport.Number(expected[column]), OpenReport.Number(found[column]), Rounding);
            }
    }
}
