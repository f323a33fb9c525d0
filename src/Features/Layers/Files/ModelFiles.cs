using System.Text.RegularExpressions;

namespace TransferPredict.Features.Layers.Files;

/// <summary>
/// The files of a folder to analyse. Of several forms of one model (quantised, halved, optimised, merged) one is taken, the
/// one nearest to what was trained; who wants another names it.
/// </summary>
/// <param name="Chosen">The files' names, relative to the folder, in order.</param>
/// <param name="LeftOut">Files that hold the same weights in another form, each with the one taken instead.</param>
sealed partial record ModelFiles(IReadOnlyList<string> Chosen, IReadOnlyList<(string File, string Instead)> LeftOut)
{
    const string Single = "model.safetensors", Index = "model.safetensors.index.json", Onnx = "onnx";

    // From the nearest to what was trained to the farthest.
    static readonly string[] _forms = ["", "fp32", "merged", "optimized", "O1", "O2", "O3", "O4", "fp16", "bf16", "quantized"];

    /// <summary>Chooses among the files of a folder.</summary>
    /// <exception cref="MatrixFileException">The folder holds no model.</exception>
    internal static ModelFiles In(string folder)
    {
        ModelFiles here = Among(folder, "");
        string[] safetensors = [.. new[] { Single, Index }.Where(name => File.Exists(Path.Combine(folder, name)))];
        if (here.Chosen.Count > 0)
            return new ModelFiles(here.Chosen, [.. here.LeftOut, .. safetensors.Select(name => (name, here.Chosen[0]))]);
        if (safetensors.Length > 0)
            return new ModelFiles(safetensors[..1], [.. safetensors[1..].Select(name => (name, safetensors[0]))]);
        // Repositories of browser models keep their exports in a folder of their own.
        ModelFiles inner = Directory.Exists(Path.Combine(folder, Onnx)) ? Among(Path.Combine(folder, Onnx), Onnx + "/") : here;
        return inner.Chosen.Count > 0 ? inner : throw new MatrixFileException(MatrixFileDefect.NotAModel, folder,
            $"'{folder}' holds {Listed(folder)}; expected .onnx files, {Single} or {Index}.");
    }

    static ModelFiles Among(string folder, string prefix)
    {
        List<string> chosen = [];
        List<(string, string)> leftOut = [];
        IEnumerable<IGrouping<string, string>> models = Directory.EnumerateFiles(folder, "*.onnx").Select(file => Path.GetFileName(file)!)
            .Where(name => name.EndsWith(".onnx", StringComparison.Ordinal)).Order(StringComparer.Ordinal).GroupBy(ModelOf).OrderBy(model => model.Key, StringComparer.Ordinal);
        foreach (IGrouping<string, string> forms in models)
        {
            string best = forms.MinBy(Distance)!;
            chosen.Add(prefix + best);
            leftOut.AddRange(forms.Where(form => form != best).Select(form => (prefix + form, prefix + best)));
        }
        return new ModelFiles(EncoderFirst(chosen), leftOut);
    }

    /// <summary>The model that a file is a form of: its decoder with and without remembered keys is one.</summary>
    static string ModelOf(string file) => Form().Replace(Path.GetFileNameWithoutExtension(file), "").Replace("decoder_with_past_model", "decoder_model", StringComparison.Ordinal);

    static int Distance(string file)
    {
        string stem = Path.GetFileNameWithoutExtension(file), form = Form().Match(stem).Value.Trim('_');
        int[] known = [.. form.Split('_').Select(word => Array.IndexOf(_forms, word)).Select(place => place < 0 ? _forms.Length : place)];
        // A decoder that only goes on lacks the projections of the encoder's output: even a merged one is nearer to whole.
        return 2 * known.Sum() + (stem.Contains("with_past", StringComparison.Ordinal) ? 5 : 0);
    }

    static string[] EncoderFirst(List<string> files) => [.. files.OrderBy(file => file.Contains("decoder", StringComparison.Ordinal))];

    static string Listed(string folder)
    {
        string[] names = [.. Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry)!).Order(StringComparer.Ordinal).Take(5)];
        return names.Length == 0 ? "nothing" : string.Join(", ", names.Select(FileDefect.Shown));
    }

    [GeneratedRegex(@"(_(fp32|merged|optimized|O[1-4]|fp16|bf16|quantized|q?u?int8[a-z0-9_]*|uint8|q8|q8f16|q4|q4f16|int4|bnb4))+$")]
    private static partial Regex Form();
}
