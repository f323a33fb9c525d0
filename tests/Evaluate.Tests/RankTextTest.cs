using System.Text.Json;
using TransferPredict.Features;
using TransferPredict.Tests;

namespace TransferPredict.Evaluate.Tests;

/// <summary>Ranking for a language by a text of its own.</summary>
public sealed class RankTextTest(EvaluateProgramTest.Trained trained) : IClassFixture<EvaluateProgramTest.Trained>
{
    const string Text = "Hetta er ein hundur.\nTurkaland hevur høv á trimum síðum: Egeahavið í vesturi, Svartahavið í norðuri og Miðjarðarhavið í suðuri.\n";

    [FactIfShipped("models/predictor/schema.json", "models/mini-xlmr/model.onnx", "data/features/mini-xlmr/sketches.bin")]
    public void Text_RanksAllSourcesForALanguageThatNoTableHas_AndTheSameAgain()
    {
        string folder = Path.Combine(trained.Repository.Folder, "new");
        string text = trained.Repository.Write("new/mine.txt", Text);
        string[] arguments = ["rank", "xyz_Latn", "--text", text, "--genus", "germanic", "--cache", Path.Combine(folder, "cache"), "--json"];
        ProgramRun first = ProgramRun.Of("Evaluate", ProjectRoot.Find().Folder, arguments), second = ProgramRun.Of("Evaluate", ProjectRoot.Find().Folder, arguments);

        Assert.Equal((0, first.Output), (second.ExitCode, second.Output));
        Assert.EndsWith(second.Error, first.Error, StringComparison.Ordinal); // but for the reading
        Assert.DoesNotContain("Reading ", second.Error, StringComparison.Ordinal);
        JsonElement json = first.Json;
        Assert.Equal("xyz_Latn", json.GetProperty("target").GetString());
        Assert.Contains(json.GetProperty("sources")[0].GetProperty("source").GetString(), (string[])["fao_Latn", "isl_Latn", "nno_Latn", "nob_Latn", "dan_Latn"]);
        Assert.Contains("spectra need 4096 tokens", first.Error, StringComparison.Ordinal);
        Assert.Contains("ranked without 1 of 4 ling. features: distance", first.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(Path.Combine(folder, "cache")));
        Assert.StartsWith("Reading ", first.Error, StringComparison.Ordinal);

        // explain tells the same, and warns of the same.
        JsonElement best = json.GetProperty("sources")[0];
        ProgramRun explained = ProgramRun.Of("Evaluate", ProjectRoot.Find().Folder, ["explain", best.GetProperty("source").GetString()!, .. arguments[1..]]);
        Assert.Equal(best.GetProperty("predicted").GetDouble(), explained.Json.GetProperty("predicted").GetDouble());
        Assert.Equal(second.Error, explained.Error);
    }

    [Fact]
    public void Text_APipe_IsRefusedAtOnce()
    {
        if (OperatingSystem.IsWindows())
            return;
        using (var made = ProgramRun.Start("mkfifo", trained.Repository.Folder, "pipe.txt"))
            made.WaitForExit();
        ProgramRun run = ProgramRun.Of("Evaluate", trained.Repository.Folder, "rank", "xyz_Latn", "--text", "pipe.txt");
        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("pipe.txt: found an empty file, or a pipe or terminal, expected a file of text", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "a code such as xyz_Latn", "xyz", "--text", "missing.txt")]
    [InlineData(2, "Unknown language 'xyz_Latn'", "xyz_Latn")]
    [InlineData(2, "--family is given without --text", "fo", "--family", "Uralic")]
    [InlineData(1, "missing.txt: found no such file", "xyz_Latn", "--text", "missing.txt")]
    [InlineData(1, "new: found a folder", "xyz_Latn", "--text", "new")]
    [InlineData(2, "expected Indo-European, which Germanic belongs to", "xyz_Latn", "--text", "missing.txt", "--family", "Uralic", "--genus", "germanic")]
    [InlineData(2, "--known jpn_Jpan: found no scores from Japanese", "xyz_Latn", "--text", "missing.txt", "--known", "jpn_Jpan=0.5")]
    [InlineData(2, "--choose is 99; found", "xyz_Latn", "--text", "missing.txt", "--choose", "99")]
    [InlineData(2, "whose family and genus are listed", "fo", "--text", "missing.txt", "--genus", "Germanic")]
    public void Text_WhatIsWrongIsSaid(int code, string message, params string[] arguments)
    {
        Directory.CreateDirectory(Path.Combine(trained.Repository.Folder, "new"));
        ProgramRun run = ProgramRun.Of("Evaluate", trained.Repository.Folder, ["rank", .. arguments]);
        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }
}
