using System.Security.Cryptography;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Tokenizers;

namespace TransferPredict.Features;

/// <summary>A model's folder as Hugging Face optimum exports it: model.onnx and the tokenizer beside it, checked to fit.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Weights">Its weight matrices.</param>
public sealed record MultilingualModel(string Name, string Folder, ModelWeights Weights)
{
    static readonly string[] _files = ["model.onnx", "encoder_model.onnx"];

    /// <summary>The matrix whose rows are the model's tokens.</summary>
    public WeightMatrix TokenEmbedding { get; } = Weights.RequireTokenEmbedding();

    /// <summary>Opens a model's folder; no weight is read yet.</summary>
    /// <param name="name">How the model is called in scores and counts.</param>
    /// <param name="folder">Its folder.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="FileNotFoundException">The folder holds no model.</exception>
    /// <exception cref="OnnxModelException">The model is damaged, or has no token embedding.</exception>
    /// <exception cref="InvalidDataException">The tokenizer is damaged or does not fit the model.</exception>
    public static MultilingualModel Open(string name, string folder)
    {
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException(
                $"{folder}: no such folder; expected a model exported to ONNX (README.md, \"Your own model\"), or a clone of the repository named with --data.{Spelling.HintOfFolder(folder)}");
        string file = _files.Select(f => Path.Combine(folder, f)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{folder}: found neither {string.Join(" nor ", _files)}, expected one of them.", folder);
        var model = new MultilingualModel(name, folder, ModelWeights.Find(OnnxModel.Open(file)));
        TokenizerVocabulary.Find(folder)?.RequireFit(model.TokenEmbedding.Rows);
        return model;
    }

    /// <summary>SHA-256, in hexadecimal, of the file that holds the token embedding.</summary>
    public string ComputeHash()
    {
        using FileStream file = File.OpenRead(TokenEmbedding.Source.FilePath);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
