using System.Security.Cryptography;
using System.Text;

namespace TransferPredict.Features.Representations.Vectors;

/// <summary>What a language's vectors were made from: when any of it changes, so does the key.</summary>
public readonly record struct VectorKey
{
    /// <summary>Bytes of a key.</summary>
    public const int Length = 32;

    /// <param name="language">The language, whose name the sample follows.</param>
    /// <param name="model">Hash of the model, as <see cref="States.HiddenStateModel.ComputeHash"/> gives it.</param>
    /// <param name="tokenizer">Hash of the tokenizer's files.</param>
    /// <param name="text">Hash of the text.</param>
    /// <param name="maxTokens">The most tokens of a sentence that are read.</param>
    /// <param name="options">What is kept.</param>
    public VectorKey(string language, string model, string tokenizer, string text, int maxTokens, RepresentationOptions options)
    {
        string[] parts = [language, model, tokenizer, text, FormattableString.Invariant($"{maxTokens}"), options.ToString()];
        Hex = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts.Select(part => $"{part.Length}:{part}")))));
    }

    /// <summary>The key in hexadecimal.</summary>
    public string Hex { get; }

    internal byte[] ToBytes() => Convert.FromHexString(Hex);
}
