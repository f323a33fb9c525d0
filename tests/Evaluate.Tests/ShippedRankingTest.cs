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
}
