using System.Text.Json;
using System.Text.Unicode;

namespace TransferPredict.Features.Layers.Files;

/// <summary>Reads the JSON of a safetensors header token by token: a hostile one costs no more memory than its tensors.</summary>
ref struct SafetensorsHeader
{
    // Ten times what the largest models have.
    const int MaxRecords = 1_000_000;

    readonly string _file;
    Utf8JsonReader _json;
    int _records;

    SafetensorsHeader(string file, ReadOnlySpan<byte> json)
    {
        _file = file;
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 16 });
    }

    /// <summary>The tensors that a header names, in its order.</summary>
    internal static List<SafetensorsTensor> Read(string file, ReadOnlySpan<byte> json)
    {
        if (json.Length == 0 || json[0] != '{')
            throw SafetensorsThrow.BadHeader(file, "it does not start with '{'");
        if (!Utf8.IsValid(json))
            throw SafetensorsThrow.BadHeader(file, "it is no UTF-8");
        try
        {
            var header = new SafetensorsHeader(file, json);
            return header.Tensors();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a surrogate pair is an InvalidOperationException of the reader.
            throw SafetensorsThrow.BadHeader(file, e.Message.Split('\n')[0].TrimEnd('.'), e);
        }
    }

    List<SafetensorsTensor> Tensors()
    {
        List<SafetensorsTensor> tensors = [];
        HashSet<string> names = [];
        _json.Read();
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string name = _json.GetString()!;
            if (!names.Add(name))
                throw SafetensorsThrow.DuplicateTensor(_file, name);
            Count();
            _json.Read();
            if (name == "__metadata__")
                Metadata();
            else
                tensors.Add(Tensor(name));
        }
        // Behind the object only spaces are allowed, which pad the header: reading on makes sure.
        _json.Read();
        return tensors;
    }

    void Metadata()
    {
        if (_json.TokenType != JsonTokenType.StartObject)
            throw SafetensorsThrow.BadHeader(_file, "__metadata__ is no object");
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            _json.Read();
            if (_json.TokenType != JsonTokenType.String)
                throw SafetensorsThrow.BadHeader(_file, "__metadata__ holds something other than texts");
        }
    }

    SafetensorsTensor Tensor(string name)
    {
        if (_json.TokenType != JsonTokenType.StartObject)
            throw SafetensorsThrow.BadTensor(_file, name, "it is no object");
        string? type = null;
        List<ulong>? shape = null, offsets = null;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            string key = _json.GetString()!;
            _json.Read();
            switch (key)
            {
                case "dtype" when type == null && _json.TokenType == JsonTokenType.String:
                    type = _json.GetString();
                    break;
                case "shape" when shape == null:
                    shape = Numbers(name, key);
                    break;
                case "data_offsets" when offsets == null:
                    offsets = Numbers(name, key);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw SafetensorsThrow.BadTensor(_file, name, $"\"{key}\" is given twice or is of another kind");
                default:
                    _json.Skip();
                    break;
            }
        }
        return type == null || shape == null || offsets is not [ulong begin, ulong end]
            ? throw SafetensorsThrow.BadTensor(_file, name, "something is missing")
            : new SafetensorsTensor(name, type, shape, begin, end);
    }

    List<ulong> Numbers(string tensor, string key)
    {
        List<ulong> numbers = [];
        if (_json.TokenType != JsonTokenType.StartArray)
            throw SafetensorsThrow.BadTensor(_file, tensor, $"\"{key}\" is no array");
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetUInt64(out ulong number))
                throw SafetensorsThrow.BadTensor(_file, tensor, $"\"{key}\" holds something other than whole numbers, 0 or more");
            numbers.Add(number);
            Count();
        }
        return numbers;
    }

    void Count()
    {
        if (++_records > MaxRecords)
            throw SafetensorsThrow.TooMany(_file, MaxRecords);
    }
}
