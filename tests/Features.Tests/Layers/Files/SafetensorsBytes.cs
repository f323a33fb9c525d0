using System.Text;

namespace TransferPredict.Features.Tests.Layers.Files;

/// <summary>Writes safetensors files, right ones and wrong ones.</summary>
static class SafetensorsBytes
{
    internal static byte[] Of(string header, byte[] data) =>
        [.. BitConverter.GetBytes((ulong)Encoding.UTF8.GetByteCount(header)), .. Encoding.UTF8.GetBytes(header), .. data];

    /// <summary>Tensors one after another.</summary>
    internal static byte[] Of(params (string Name, string Type, long[] Shape, byte[] Data)[] tensors)
    {
        List<string> entries = [];
        int end = 0;
        foreach ((string name, string type, long[] shape, byte[] data) in tensors)
            entries.Add($"\"{name}\":{{\"dtype\":\"{type}\",\"shape\":[{string.Join(',', shape)}],\"data_offsets\":[{end},{end += data.Length}]}}");
        return Of($"{{\"__metadata__\":{{\"format\":\"pt\"}},{string.Join(',', entries)}}}  ", [.. tensors.SelectMany(tensor => tensor.Data)]);
    }

    internal static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];
}
