using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace TransferPredict.Training.Probing;

/// <summary>
/// Held-out errors as JSON, a line a target: "model|task|metric" to <c>sources</c> and <c>targets</c>, a target's code
/// to its <c>group</c> and an error for each source, null where the pair was not measured.
/// </summary>
public static class HeldOutErrorsText
{
    static readonly JsonSerializerOptions _json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    };

    /// <summary>Writes JSON.</summary>
    public static string Write(HeldOutErrors errors)
    {
        var text = new StringBuilder("{");
        string gap = "";
        foreach ((string setting, SettingErrors table) in errors.Settings)
        {
            text.Append(gap).Append('\n').Append(Text(setting)).Append(": {\n\"sources\": ").Append(Text(table.Sources)).Append(",\n\"targets\": {\n")
                .AppendJoin(",\n", table.Targets.Select(t => $"{Text(t.Target)}: {{\"group\": {Text(t.Group)}, \"errors\": [{string.Join(", ", t.Errors.Select(Cell))}]}}"))
                .Append("\n}}");
            gap = ",";
        }
        return text.Append("\n}\n").ToString();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else; the message says what was found.</exception>
    public static HeldOutErrors Read(string text)
    {
        Dictionary<string, Setting?> settings = JsonSerializer.Deserialize<Dictionary<string, Setting?>>(text, _json) ?? throw new JsonException("null");
        return new HeldOutErrors(settings.ToImmutableSortedDictionary(s => s.Key, s => Table(s.Key, s.Value ?? throw new JsonException($"null for {s.Key}")), StringComparer.Ordinal));
    }

    static SettingErrors Table(string name, Setting setting)
    {
        if (setting.Sources.Distinct().Count() != setting.Sources.Length)
            throw new JsonException($"{name}: a source twice");
        return new SettingErrors([.. setting.Sources], [.. setting.Targets.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t =>
        {
            if (t.Value is null || t.Value.Errors.Length != setting.Sources.Length || t.Value.Errors.Any(e => e is < -1 or > 1))
                throw new JsonException($"{name}, {t.Key}: {t.Value?.Errors.Length ?? 0} errors, expected {setting.Sources.Length} from -1 to 1, one a source");
            return new TargetErrors(t.Key, t.Value.Group, [.. t.Value.Errors.Select(e => e ?? double.NaN)]);
        })]);
    }

    static string Text<T>(T value) => JsonSerializer.Serialize(value, _json);

    static string Cell(double error) => double.IsNaN(error) ? "null" : error.ToString("0.#####", CultureInfo.InvariantCulture);

    sealed record Setting(string[] Sources, Dictionary<string, Target?> Targets);

    sealed record Target(string Group, double?[] Errors);
}
