using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>A fresh clone ranks before any training.</summary>
public class ShippedRankingTest
{
    static readonly string _root = ProjectRoot.Find().Folder;

    [FactIfShipped("models/predictor/schema.json", "data/features/mini-xlmr/languages.json", "data/scores/pos.mini-xlmr.csv")]
    public void Rank_FaroeseWorksAtOnce()
    {
        JsonElement json = ProgramRun.Of("Evaluate", _root, "rank", "fo", "--json").Json;
        Assert.Equal("fao_Latn", json.GetProperty("target").GetString());
        Assert.Equal(10, json.GetProperty("sources").GetArrayLength());
        Assert.All(json.GetProperty("sources").EnumerateArray(), s => Assert.InRange(s.GetProperty("predicted").GetDouble(), 0.01, 1));
    }

    [FactIfShipped("data/scores/pos.mini-mt5.csv", "data/baselines/pos.mini-mt5.csv")]
    public void WhatIsNotMeasurableIsNamedAsSuch()
    {
        foreach ((string[] asked, string named) in ((string[], string)[])[(["--task", "pos", "--model", "mini-mt5"], "pos with mini-mt5"), (["--task", "sentiment"], "sentiment with any model")])
        {
            ProgramRun run = ProgramRun.Of("Evaluate", _root, ["accuracy", .. asked, "--quiet"]);
            Assert.Equal((1, ""), (run.ExitCode, run.Output));
            Assert.Contains($"found scores of {named} that are not measurable (docs/findings.md), expected others; --scores FILE takes them all the same.", run.Error, StringComparison.Ordinal);
        }
    }
}
