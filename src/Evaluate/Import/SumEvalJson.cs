using System.Text.Json;
using TransferPredict.Features;

namespace TransferPredict.Evaluate.Import;

/// <summary>Reads a file of SumEval as JSON in UTF-8, with a byte order mark or without.</summary>
static class SumEvalJson
{
    const int Deepest = 8;

    static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads the whole file.</summary>
    /// <exception cref="InvalidDataException">It is no JSON, is too deep, or has a text that is no Unicode.</exception>
    public static JsonDocument Parse(string path)
    {
        ReadOnlyMemory<byte> json = File.ReadAllBytes(path);
        if (json.Span.StartsWith(Mark))
            json = json[Mark.Length..];
        try
        {
            RequireUnicode(path, json.Span);
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
        }
        catch (JsonException e)
        {
            throw FileDefect.At(path, (int)(e.LineNumber ?? 0) + 1, $"text that is not JSON (byte {e.BytePositionInLine ?? 0} of the line)", $"a list of configurations, at most {Deepest} levels deep");
        }
    }

    /// <summary>Parsing leaves keys and texts as they are: what is no Unicode would come to light when one is asked for.</summary>
    static void RequireUnicode(string path, ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Deepest });
        while (reader.Read())
            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && !IsUnicode(ref reader))
                throw FileDefect.At(path, json[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1, "a key or text with bytes that are no UTF-8 or half a surrogate pair", "language codes and scores in UTF-8");
    }

    static bool IsUnicode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() is not null;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
