using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using TransferPredict.Features;
using TransferPredict.Features.Concepts;
using TransferPredict.Features.Representations.Similarity;
using TransferPredict.Features.Representations.States;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Tables;
using TransferPredict.Features.Texts;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>layers</c>: how alike languages are inside a model, layer by layer.</summary>
static class LayersCommand
{
    static readonly string[] _shown = ["mean_cosine", "centroid", "bures", "combined", "nn_rank", "cosine_gap", "p_at_1", "csls", "cka", "procrustes", "colap", "calign", "entropy"];

    public static Command Create()
    {
        var options = new TextOptions();
        Option<string?> parallel = TextOptions.Folder("--parallel", "Text in which line i of every file is the same sentence, blank where a language lacks it");
        Option<string?> from = Completions.Languages(new Option<string?>("--from") { Description = "Only pairs with this language as their source", HelpName = "CODE" });
        Option<int> concepts = WholeNumberOption.Create("--concepts", "Concepts to look for in each layer, for COLAP, CALIGN and entropy; 0 = none", 0, 0);
        Option<int> restarts = WholeNumberOption.Create("--restarts", "Times that k-means starts afresh; the best clustering counts", new LayerComparisonOptions().Restarts, 1);
        Option<double> match = NumberOption.Create(
            "--match", "Share of a source concept's types with a translation in a target concept, to be exceeded, for CALIGN", new AlignmentOptions().MatchThreshold, 0, 1);
        var output = new DataOutput();
        var command = new Command("layers", "Measures how alike languages are inside a model, in every layer, from their text");
        options.AddTo(command);
        command.Options.Add(parallel);
        command.Options.Add(from);
        command.Options.Add(concepts);
        command.Options.Add(restarts);
        command.Options.Add(match);
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult("--text") is null && result.GetResult("--parallel") is null)
                result.AddError("Neither --text nor --parallel is given; expected at least one folder of text.");
        });
        command.SetWork((parsed, cancellation) =>
            Run(parsed, options, parsed.GetValue(parallel) is { } folder ? TextFolder.Open(folder) : null, parsed.GetValue(from), parsed.GetValue(concepts), parsed.GetValue(restarts),
                new AlignmentOptions { MatchThreshold = parsed.GetValue(match) }, output, cancellation));
        return command;
    }

    static int Run(ParseResult parsed, TextOptions options, TextFolder? parallel, string? from, int concepts, int restarts, AlignmentOptions alignment, DataOutput output, CancellationToken cancellation)
    {
        TextFolder? text = options.Text(parsed);
        string[] languages = options.Languages(parsed, text, parallel);
        if (languages.Length < 2)
            throw new InvalidDataException($"Found text of {string.Join(", ", languages)} alone, expected two languages or more.");
        string? source = from is null ? null : TextOptions.Named(from, languages) is var code && languages.Contains(code) ? code
            : throw new InvalidDataException($"--from {from}: found {string.Join(", ", languages)}, expected one of these.");
        parallel?.RequireEqualLines(languages);
        using ModelReader reader = options.Open(parsed, text, languages);
        RepresentationOptions reading = options.Reading(parsed);
        var progress = output.Progress(parsed);
        LanguageText[] words = text is null ? []
            : TextOptions.Read(text, languages, "words", progress, (language, steps) => reader.ReadWords(text, language, reading, steps, cancellation));
        Dictionary<string, VectorFile> sentences = parallel is null ? []
            : TextOptions.Read(parallel, languages, "sentences", progress,
                (language, steps) => (language, reader.ReadSentences(parallel, language, reading, steps, cancellation))).ToDictionary();
        var comparison = new LayerComparison(
            languages, words, sentences,
            parallel is not null && concepts > 0 ? PairDictionaries.Read(parallel, languages, reader.Encoder.Words) : null,
            new LayerComparisonOptions
            {
                Reading = reading,
                From = source,
                Concepts = concepts > 0 ? concepts : null,
                Clustering = options.Clustering(parsed),
                Restarts = restarts,
                Alignment = alignment,
                Threads = options.Threads(parsed),
            });
        // A layer may take minutes where concepts are looked for.
        ImmutableArray<ImmutableArray<PairMeasures>> layers = progress.Run("Comparing, in hundredths of a layer", 100 * reader.Layers, done => Enumerable.Range(0, reader.Layers).Select(layer =>
        {
            ImmutableArray<PairMeasures> measures = comparison.Compute(layer, new DirectProgress<double>(share => done((int)(100 * (layer + share)))), cancellation);
            done(100 * (layer + 1));
            return measures;
        }).ToImmutableArray());
        RepresentationLayer? chosen = LayerComparison.Choose(layers);

        output.Write(parsed, () => new
        {
            Model = options.Model(parsed),
            Side = reader.Side.ToString().ToLowerInvariant(),
            RepresentationLayer = chosen?.Layer,
            MeanPrecision = chosen?.MeanPrecision,
            comparison.EqualWords,
            Pairs = layers.SelectMany(layer => layer).Select(p => new
            {
                p.Layer,
                p.Source,
                p.Target,
                Measures = PairMeasures.Names.Zip(p.Values).ToDictionary(),
            }),
        }, () => layers.SelectMany(layer => layer).Select(p => string.Join(',',
            [p.Layer.ToString(CultureInfo.InvariantCulture), CsvCell.Of(p.Source), CsvCell.Of(p.Target), .. p.Values.Select(v => CsvCell.Of(v ?? double.NaN))]))
            .Prepend(string.Join(',', ["layer", "source", "target", .. PairMeasures.Names])));
        if (!output.IsSilent(parsed))
            Print(layers, chosen, comparison.EqualWords, reader.Side);
        return ExitCode.Done;
    }

    static void Print(ImmutableArray<ImmutableArray<PairMeasures>> layers, RepresentationLayer? chosen, int words, ModelSide side)
    {
        var table = new TextTable(["layer", "<source", "<target", .. _shown]);
        foreach (PairMeasures pair in layers.SelectMany(layer => layer))
        {
            Dictionary<string, double?> values = PairMeasures.Names.Zip(pair.Values).ToDictionary();
            table.Add(pair.Layer == chosen?.Layer ? Tone.Strong : Tone.Plain,
                [pair.Layer.ToString(CultureInfo.InvariantCulture), Cells.Line(pair.Source), Cells.Line(pair.Target), .. _shown.Select(name => Cells.Score(values[name]))]);
        }
        table.Write();
        Console.WriteLine();
        if (side == ModelSide.Decoder)
            Console.WriteLine("These are layers of the decoder; it reads the lines of --parallel as its encoder does.");
        Console.WriteLine(chosen is null
            ? "Without parallel text there is no P@1 to choose a representation layer by."
            : $"Representation layer: {chosen.Layer}, of the highest mean P@1 ({Cells.Score(chosen.MeanPrecision[chosen.Layer])}).");
        if (words > 0)
            Console.WriteLine($"NN-Rank is by {Math.Min(words, new LayerComparisonOptions().NeighbourWords)} words of each language, concepts are of {words}.");
    }
}
