using System.Text.Json;

namespace TransferPredict.Features.Layers.Files;

/// <summary>What a model's config.json says that its weights do not.</summary>
/// <param name="Type">The architecture, such as "bloom"; empty where there is no such file.</param>
/// <param name="Heads">The heads of an attention; 0 where it is not said.</param>
sealed record ModelSettings(string Type, int Heads)
{
    const long MaxLength = 1 << 20;

    /// <summary>Whether the model's fused projections hold query, key and value of each head side by side.</summary>
    internal bool IsSplitByHeads => Type is "bloom" or "gpt_neox" && Heads > 0;

    /// <summary>Reads config.json in a folder; where it is missing or unreadable, nothing is known.</summary>
    internal static ModelSettings Read(string folder)
    {
        var nothing = new ModelSettings("", 0);
        var file = new FileInfo(Path.Combine(folder, "config.json"));
        if (!file.Exists || file.Length > MaxLength)
            return nothing;
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return nothing;
            string type = json.RootElement.TryGetProperty("model_type", out JsonElement named) && named.ValueKind == JsonValueKind.String
                ? named.GetString()! : "";
            return new ModelSettings(type, Number(json.RootElement, "num_attention_heads") ?? Number(json.RootElement, "n_head") ?? 0);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return nothing;
        }
    }

    static int? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) ? number : null;
}
