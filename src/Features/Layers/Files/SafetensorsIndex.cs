using System.Text.Json;
using TransferPredict.Features.Onnx;

namespace TransferPredict.Features.Layers.Files;

/// <summary>Reads model.safetensors.index.json, which says in which of several files each tensor lies.</summary>
static class SafetensorsIndex
{
    const long MaxLength = 32 << 20;

    /// <summary>The files of an index, in the order of their names, each opened and known to hold its tensors.</summary>
    /// <exception cref="MatrixFileException">The index or one of the files is damaged, or they do not fit.</exception>
    /// <exception cref="OnnxModelException">A file is missing or lies outside the folder.</exception>
    internal static List<(SafetensorsFile File, string Shown)> Open(string path, bool allowLinks)
    {
        SortedDictionary<string, List<string>> tensors = Tensors(path);
        var external = new ExternalFiles(Path.GetFullPath(path), allowLinks);
        List<(SafetensorsFile, string)> files = [];
        foreach ((string location, List<string> names) in tensors)
        {
            SafetensorsFile file = SafetensorsFile.Open(external.Resolve(names[0], location, 0, 0));
            HashSet<string> held = [.. file.Tensors.Select(tensor => tensor.Name)];
            if (names.Find(name => !held.Contains(name)) is { } missing)
                throw SafetensorsThrow.MissingTensor(path, missing, location);
            files.Add((file, location));
        }
        return files;
    }

    static SortedDictionary<string, List<string>> Tensors(string path)
    {
        if (new FileInfo(path).Length > MaxLength)
            throw SafetensorsThrow.BadIndex(path, $"it has more than {MaxLength} bytes");
        SortedDictionary<string, List<string>> tensors = new(StringComparer.Ordinal);
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("weight_map", out JsonElement map)
                || map.ValueKind != JsonValueKind.Object)
            {
                throw SafetensorsThrow.BadIndex(path, "it has no weight_map");
            }
            foreach (JsonProperty entry in map.EnumerateObject())
            {
                if (entry.Value.ValueKind != JsonValueKind.String)
                    throw SafetensorsThrow.BadIndex(path, $"the file of {FileDefect.Shown(entry.Name)} is no text");
                string location = entry.Value.GetString()!;
                if (!tensors.TryGetValue(location, out List<string>? names))
                    tensors.Add(location, names = []);
                names.Add(entry.Name);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw SafetensorsThrow.BadIndex(path, $"it is no JSON ({e.Message.Split('\n')[0].TrimEnd('.')})");
        }
        return tensors.Count > 0 ? tensors : throw SafetensorsThrow.BadIndex(path, "its weight_map is empty");
    }
}
