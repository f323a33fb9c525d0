using System.Text.Json;
using System.Text.RegularExpressions;
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
    public async Task ACovarianceThatIsNotPositiveDefinite_IsSaidAndChangesNothing()
    {
        // The square of such errors is no finite number.
        string folder = Directory.CreateDirectory(Path.Combine(fixture.Repository.Folder, "not-finite")).FullName, file = Path.Combine(folder, "report.html");
        File.WriteAllText(file, Regex.Replace(File.ReadAllText(fixture.File), @"(?<=""errors"":\[)\[[-\d,nul\[\]]+\](?=\])", rows => Regex.Replace(rows.Value, @"-?\d+", "1e300")));
        await using OpenReport page = await fixture.Open(file: file);
        Dictionary<string, string>[] before = await page.Csv("ranking");
        await Tell(page, "German", "0.95");
        Assert.Contains("no covariance that is positive definite", await page.Find("main").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(before.Select(r => (r["source"], r["predicted"], r["lower"], r["upper"])), (await page.Csv("ranking")).Select(r => (r["source"], r["predicted"], r["lower"], r["upper"])));
    }

    [FactIfBrowser]
    public async Task ASecondKnownScoreIsTypedWhereTheFirstIsLeft_ByTab()
    {
        await using OpenReport page = await fixture.Open();
        await Known(page, "Turkish").FocusAsync();
        await page.Page.Keyboard.TypeAsync("0.9");
        string next = await page.Page.EvaluateAsync<string>("() => { const inputs = [...document.querySelectorAll('#ranking input')]; return inputs[inputs.indexOf(document.activeElement) + 1]?.getAttribute('aria-label') ?? ''; }");
        await page.Page.Keyboard.PressAsync("Tab");
        string focused = await page.Page.EvaluateAsync<string>("document.activeElement.className");
        Assert.Equal(next == "" ? "more" : "name", focused); // the button of the row that was next, or what follows the table
        if (next != "")
        {
            await page.Page.Keyboard.PressAsync("Tab");
            Assert.Equal(next, await page.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')"));
            await page.Page.Keyboard.TypeAsync("0.2");
            await page.Page.Keyboard.PressAsync("Enter");
            Assert.Equal(2, (await page.Csv("ranking")).Count(r => r["known"] != ""));
        }
        Assert.Equal("0.9", (await page.Csv("ranking")).Single(r => r["source"] == "tur_Latn")["known"]);
    }

    [FactIfBrowser]
    public async Task ASecondKnownScoreIsTypedWhereTheFirstIsLeft_ByAClick()
    {
        await using OpenReport page = await fixture.Open();
        await Known(page, "German").ClickAsync();
        await page.Page.Keyboard.TypeAsync("0.95");
        await Known(page, "Turkish").ClickAsync();
        Assert.StartsWith("Known score of Turkish", await page.Page.EvaluateAsync<string>("document.activeElement.getAttribute('aria-label')"), StringComparison.Ordinal);
        await page.Page.Keyboard.TypeAsync("0.1");
        await page.Find("#ranking button.name", "Swedish").ClickAsync();
        Assert.Contains("Swedish", await page.Find("#ranking tr.chosen").InnerTextAsync(), StringComparison.Ordinal);
        RequireEqual(Rank("fao_Latn", "--known", "deu_Latn=0.95", "tur_Latn=0.1"), await page.Csv("ranking"));
        Assert.Equal(["0.95", "0.1"], [await Known(page, "German").InputValueAsync(), await Known(page, "Turkish").InputValueAsync()]);
    }

    [FactIfBrowser]
    public async Task WhatIsNoNumberChangesNothingAndIsSaid()
    {
        await using OpenReport page = await fixture.Open();
        await Tell(page, "German", "0.95");
        await Known(page, "German").FocusAsync();
        await page.Page.Keyboard.PressAsync("End");
        await page.Page.Keyboard.TypeAsync("e");
        await page.Page.Keyboard.PressAsync("Tab");
        Assert.Contains("fraction from 0 to 1", await page.Find("#ranking .wrong:not(:empty)").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("true", await Known(page, "German").GetAttributeAsync("aria-invalid"));
        RequireEqual(Rank("fao_Latn", "--known", "deu_Latn=0.95"), await page.Csv("ranking"));
        await Tell(page, "German", "");
        Assert.Null(await Known(page, "German").GetAttributeAsync("aria-invalid"));
        RequireEqual(Rank("fao_Latn"), await page.Csv("ranking"));
    }

    [FactIfBrowser]
    public async Task AllOptionsAreListed_AndNothingThatMatchesIsSaid()
    {
        await using OpenReport page = await fixture.Open();
        await page.Find("#target").ClickAsync();
        int all = await page.Find("#target-list li").CountAsync();
        Assert.True(all > 200, $"{all} options");
        await page.Page.Keyboard.PressAsync("ArrowUp");
        Assert.Equal($"target-{all - 1}", await page.Find("#target").GetAttributeAsync("aria-activedescendant"));
        await page.Find("#target").FillAsync("qqqq");
        Assert.Contains("No language here", await page.Find("#target-list").InnerTextAsync(), StringComparison.Ordinal);
        await page.Page.Keyboard.PressAsync("Enter");
        await page.Page.Keyboard.PressAsync("Escape");
        Assert.Equal("Faroese (fao_Latn)", await page.Find("#target").InputValueAsync());
        await page.Find("#target").ClickAsync();
        await page.Find("#target-list li", "Dutch (nld_Latn)").ClickAsync();
        Assert.Equal("Dutch (nld_Latn)", await page.Find("#target").InputValueAsync());
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
        Assert.Equal("all other features", byFeature[^1]["feature"]);
        Assert.Equal(byFamily.Where(r => r["family"] != "order").Sum(r => OpenReport.Number(r["effect"])), byFeature.Sum(r => OpenReport.Number(r["effect"])), 1e-9);
        byFeature = byFeature[..^1];
        Assert.NotEmpty(byFeature);
        Assert.All(byFeature, r => Assert.Equal(effects[r["feature"]], OpenReport.Number(r["effect"]), EffectRounding));
        Assert.Equal(byFeature.Select(r => Math.Abs(OpenReport.Number(r["effect"]))).OrderDescending(), byFeature.Select(r => Math.Abs(OpenReport.Number(r["effect"]))));
    }

    [FactIfBrowser]
    public async Task ANameFromAFileIsTextAndNothingElse()
    {
        await using OpenReport page = await fixture.Open();
        Assert.Equal("'" + ReportFixture.HostileName, (await page.Csv("ranking")).Single(r => r["source"] == ReportFixture.HostileCode)["name"]);
        await page.Choose("target", ReportFixture.HostileCode);
        Assert.Equal($"{ReportFixture.HostileName} ({ReportFixture.HostileCode})", await page.Find("#target").InputValueAsync());
        foreach (string view in (string[])["matrix", "accuracy", "inside", "map"])
            await page.Find($"nav a[href='#{view}']").ClickAsync();
        Assert.False(await page.Page.EvaluateAsync<bool>("'hacked' in window"));
        Assert.Equal(0, await page.Find("img[src=x]").CountAsync());
    }

    static Microsoft.Playwright.ILocator Known(OpenReport page, string name) => page.Page.GetByLabel($"Known score of {name} (");

    static async Task Tell(OpenReport page, string name, string score)
    {
        Microsoft.Playwright.ILocator input = Known(page, name);
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
