using System.Text.Json;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>Inside the model: spectra and exponents are those of <c>inspect</c>, distances those of <c>similarity</c>.</summary>
[Collection(ReportCollection.Name)]
public class InsideViewTest(ReportFixture fixture)
{
    [FactIfBrowser]
    public async Task ExponentsAreThoseOfInspect()
    {
        await using OpenReport page = await fixture.Open("inside");
        string[] lines = ProgramRun.Of("Evaluate", fixture.Repository.Folder, "inspect", "mini-xlmr", "--mp-fit", "--csv").Lines;
        Dictionary<string, string> inspected = lines[0].Split(',').Zip(lines[1].Split(',')).ToDictionary();
        Dictionary<string, string> shown = Assert.Single(await page.Csv("alpha"));
        Assert.Equal(OpenReport.Number(inspected["alpha"]), OpenReport.Number(shown["alpha"]), 1e-3);
        Dictionary<string, string>[] eigenvalues = await page.Csv("esd");
        Assert.Equal(inspected["num_evals"], eigenvalues.Length.ToString());
        Assert.Equal(OpenReport.Number(inspected["lambda_max"]), OpenReport.Number(eigenvalues[^1]["eigenvalue"]), OpenReport.Number(inspected["lambda_max"]) * 1e-3);
        string says = await page.Find("#esd .says").InnerTextAsync();
        Assert.Contains("xmin = ", says, StringComparison.Ordinal);
        Assert.Contains("Marchenko-Pastur", says, StringComparison.Ordinal);
        Assert.Contains("xmin", await page.Find("#esd svg").First.TextContentAsync(), StringComparison.Ordinal);
    }

    [FactIfBrowser]
    public async Task TheDistanceOfTwoLanguagesIsThatOfTheFeature()
    {
        await using OpenReport page = await fixture.Open("inside");
        await page.Choose("esd-first", "German");
        await page.Choose("esd-second", "Turkish");
        double distance = ProgramRun.Of("Evaluate", fixture.Repository.Folder, "similarity", "mini-xlmr", "deu_Latn", "tur_Latn", "--json").Json
            .GetProperty("features").EnumerateArray().Single(f => f.EnumerateObject().First().Value.GetString() == "esd.token.ks").GetProperty("value").GetDouble();
        Assert.Contains(FormattableString.Invariant($"K-S distance, {distance:0.0000}."), await page.Find("#language-esd .says").InnerTextAsync(), StringComparison.Ordinal);
        Dictionary<string, string>[] rows = await page.Csv("language-esd");
        Assert.Equal(["deu_Latn", "tur_Latn"], rows.Select(r => r["language"]).Distinct());
        Assert.Equal(1, rows.Where(r => r["language"] == "deu_Latn").Average(r => OpenReport.Number(r["eigenvalue"])), 1e-5); // over their mean
    }

    [FactIfBrowser]
    public async Task WhatWasChosenStaysInAnotherTaskOfTheModel()
    {
        await using OpenReport page = await fixture.Open("inside");
        await page.Choose("esd-first", "German");
        await page.Find("#task").SelectOptionAsync("ner|f1");
        Assert.Equal("German (deu_Latn)", await page.Find("#esd-first").InputValueAsync());
    }

    [FactIfBrowser]
    public async Task AlignmentByLayer()
    {
        await using OpenReport page = await fixture.Open("inside");
        Dictionary<string, string>[] rows = await page.Csv("alignment");
        Assert.Equal([("colap", "0"), ("colap", "1")], rows.Select(r => (r["measure"], r["layer"])));
        Assert.Equal([0.1, 0.3], rows.Select(r => OpenReport.Number(r["value"])));
    }
}
