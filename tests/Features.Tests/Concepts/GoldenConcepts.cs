using System.Text.Json;

namespace TransferPredict.Features.Tests.Concepts;

/// <summary>The golden cases of CALIGN and COLAP.</summary>
static class GoldenConcepts
{
    static readonly string _folder = Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "concepts");

    internal static string File(string name) => Path.Combine(_folder, name);

    internal static JsonElement[] Cases(string metric) =>
        [.. JsonDocument.Parse(System.IO.File.ReadAllText(File("expected.json"))).RootElement.EnumerateArray().Where(c => c.GetProperty("metric").GetString() == metric)];
}
