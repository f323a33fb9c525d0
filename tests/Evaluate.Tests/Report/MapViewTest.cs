namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>The map: the sources of a target, or the targets of a source, where they are spoken.</summary>
[Collection(ReportCollection.Name)]
public class MapViewTest(ReportFixture fixture)
{
    [FactIfBrowser]
    public async Task SourcesOfATarget_ThenTargetsOfASource()
    {
        await using OpenReport page = await fixture.Open();
        Dictionary<string, string> ranked = (await page.Csv("ranking")).ToDictionary(r => r["source"], r => r["predicted"]);
        await page.Find("nav a[href='#map']").ClickAsync();
        Dictionary<string, string>[] sources = await page.Csv("world");
        Assert.Equal(ranked.Count, sources.Length);
        Assert.All(sources, s => Assert.Equal(OpenReport.Number(ranked[s["source"]]), OpenReport.Number(s["predicted"]), 1e-9));
        Assert.Equal("fao_Latn", sources[0]["target"]);

        await page.Pick("Colour", "source");
        await page.Choose("map-source", "German");
        Dictionary<string, string>[] targets = await page.Csv("world");
        Assert.True(targets.Length > 200, $"{targets.Length} targets");
        Assert.Equal(OpenReport.Number(ranked["deu_Latn"]), OpenReport.Number(targets.Single(t => t["target"] == "fao_Latn")["predicted"]), 1e-9);
        Assert.True(await page.Find("#world svg circle").CountAsync() > 200);
        await page.Pick("Show", "europe");
        Assert.Contains("German", await page.Find("#world .says").InnerTextAsync(), StringComparison.Ordinal);
    }
}
