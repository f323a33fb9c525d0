using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Texts;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary>The options of commands that read text with a model.</summary>
sealed class TextOptions
{
    static readonly RepresentationOptions _defaults = new();

    readonly Argument<string> _model = ModelFiles.Argument("model", "A folder with model.onnx or encoder_model.onnx and the tokenizer, or the name of a folder in models/");
    readonly Option<string?> _text = Folder("--text", "Text of each language: <language code>.txt or .txt.gz, one sentence a line");
    readonly Option<string?> _decoderText = Folder("--decoder-text",
        "Measure the decoder of an encoder-decoder model: what it reads, line i while the encoder reads line i of --text; the same folder to read the same");
    readonly Option<string[]> _languages = new("--languages")
    {
        Description = "Languages to compare, separated by commas: names of files, or codes and names of the catalogue; all that have text when left out",
        HelpName = "A,B,C",
        CustomParser = result => result.Tokens.Single().Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
    };
    readonly Option<int> _words = WholeNumberOption.Create("--words", "The most words kept of a language: a sample of all its words", _defaults.MaxWords, 1);
    readonly Option<string?> _cache = Folder("--cache", "Where vectors are kept, so that what was read is not read again; in the user's cache folder when left out");
    readonly Option<string> _device = new("--device") { Description = "Where the model runs", HelpName = "cpu|cuda", DefaultValueFactory = _ => "cpu" };
    readonly Option<int> _threads = WholeNumberOption.Create("--threads", "Threads; results do not depend on it", Environment.ProcessorCount, 1, 1024);
    readonly Option<int> _seed = WholeNumberOption.Create("--seed", "Seed of the sample and of clustering", (int)_defaults.Seed, 0);

    readonly Option<string> _clustering = new("--clustering") { Description = "How words are clustered into concepts", HelpName = "kmeans|ward", DefaultValueFactory = _ => "kmeans" };

    public void AddTo(Command command)
    {
        _clustering.AcceptOnlyFromAmong("kmeans", "ward");
        command.Arguments.Add(_model);
        _device.AcceptOnlyFromAmong("cpu", "cuda");
        foreach (Option option in (Option[])[_text, _decoderText, _languages, _words, _cache, _device, _threads, _seed, _clustering])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetResult(_decoderText) is not null && result.GetResult(_text) is null)
                result.AddError("--decoder-text is given without --text; expected both: the encoder reads --text.");
        });
    }

    public static Option<string?> Folder(string name, string description) =>
        PathOption.Check(new Option<string?>(name) { Description = description, HelpName = "DIR" });

    public ConceptClustering Clustering(ParseResult parsed) => parsed.GetValue(_clustering) == "ward" ? ConceptClustering.Ward : ConceptClustering.KMeans;

    public string Model(ParseResult parsed) => parsed.GetValue(_model)!;

    public TextFolder? Text(ParseResult parsed) => parsed.GetValue(_text) is { } folder ? TextFolder.Open(folder) : null;

    public int Threads(ParseResult parsed) => parsed.GetValue(_threads);

    public ModelReader Open(ParseResult parsed, TextFolder? text, IEnumerable<string> languages)
    {
        TextFolder? decoderText = parsed.GetValue(_decoderText) is { } folder ? TextFolder.Open(folder) : null;
        decoderText?.RequireLinesOf(text!, languages);
        var options = new HiddenStateOptions { Device = parsed.GetValue(_device) == "cuda" ? OrtDevice.Cuda : OrtDevice.Cpu, Threads = Threads(parsed) };
        return ModelReader.Open(ModelFiles.Folder(Model(parsed)), parsed.GetValue(_cache), options, decoderText);
    }

    public RepresentationOptions Reading(ParseResult parsed) => new() { MaxWords = parsed.GetValue(_words), Seed = parsed.GetValue(_seed) };

    /// <summary>The languages asked for: all that have text when none is named.</summary>
    public string[] Languages(ParseResult parsed, params TextFolder?[] folders)
    {
        string[] known = [.. folders.SelectMany(folder => folder?.Languages ?? []).Distinct().Order(StringComparer.Ordinal)];
        if (parsed.GetValue(_languages) is not { Length: > 0 } named)
            return known;
        string[] languages = [.. named.Select(name => Named(name, known)).Distinct()];
        return Array.Find(languages, language => !known.Contains(language)) is { } missing
            ? throw new InvalidDataException(
                $"{missing}: found no text of it in {string.Join(" or ", folders.OfType<TextFolder>().Select(f => f.Path))}, expected {missing}.txt or {missing}.txt.gz.")
            : languages;
    }

    /// <summary>The language of a name: one of those known, or else the catalogue's.</summary>
    public static string Named(string name, string[] known) => known.Contains(name) ? name : LanguageCatalog.LoadShipped(ProjectRoot.Find()).Resolve(name).Code;

    /// <summary>Reads a language after the other, each with its own progress.</summary>
    public static TResult[] Read<TResult>(
        TextFolder folder, IEnumerable<string> languages, string what, JobProgress progress, Func<string, IProgress<RepresentationProgress>, TResult> read) =>
        [.. languages.Where(folder.Has).Select(language => progress.Run(
            $"Reading {what} of {language}", folder.CountLines(language), done => read(language, new DirectProgress<RepresentationProgress>(step => done(step.Sentences)))))];
}
