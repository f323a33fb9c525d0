using System.CommandLine;
using System.Globalization;
using TransferPredict.Features;
using TransferPredict.Features.Concepts.Clustering;
using TransferPredict.Features.Representations.Vectors;
using TransferPredict.Features.Tables;
using TransferPredict.Features.Texts;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>concepts show</c>: what the concepts of a layer are, so that a person can judge them.</summary>
static class ConceptsShowCommand
{
    public static Command Create()
    {
        var options = new TextOptions();
        Option<int> layer = WholeNumberOption.Create("--layer", "The layer, from 0, the embeddings' output", 0, 0);
        layer.DefaultValueFactory = null;
        layer.Required = true;
        Option<int> concepts = WholeNumberOption.Create("--concepts", "Concepts to look for", new KMeansOptions().Clusters, 1);
        Option<int> top = WholeNumberOption.Create("--top", "Words shown of a concept, the most frequent ones", 8, 1);
        var output = new DataOutput();
        var command = new Command("show", "Shows the concepts of a layer: their most frequent words with their languages, size and entropy");
        options.AddTo(command);
        foreach (Option option in (Option[])[layer, concepts, top])
            command.Options.Add(option);
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetResult("--text") is null)
                result.AddError("--text is not given; expected a folder of text.");
        });
        command.SetWork((parsed, cancellation) =>
            Run(parsed, options, parsed.GetValue(layer), parsed.GetValue(concepts), parsed.GetValue(top), output, cancellation));
        return command;
    }

    static int Run(ParseResult parsed, TextOptions options, int layer, int concepts, int top, DataOutput output, CancellationToken cancellation)
    {
        TextFolder text = options.Text(parsed)!;
        string[] languages = options.Languages(parsed, text);
        using ModelReader reader = options.Open(parsed, text, languages);
        if (layer >= reader.Layers)
            throw new InvalidDataException($"--layer {layer}: {options.Model(parsed)} has no such layer; expected 0 to {reader.Layers - 1}.");
        RepresentationOptions reading = options.Reading(parsed);
        var progress = output.Progress(parsed);
        LanguageText[] words = TextOptions.Read(text, languages, "words", progress, (language, steps) => reader.ReadWords(text, language, reading, steps, cancellation));
        var comparison = new LayerComparison(languages, words, new Dictionary<string, VectorFile>(), null,
            new LayerComparisonOptions { Reading = reading, Concepts = concepts, Clustering = options.Clustering(parsed), Threads = options.Threads(parsed) });
        int points = comparison.EqualWords * words.Length;
        LayerConcepts found = progress.Run("Clustering words", points, done => comparison.FindConcepts(layer, new DirectProgress<double>(share => done((int)(share * points))), cancellation));

        ILookup<int, (string Word, int Language, int Count)> byConcept = found.Words();
        (int Concept, int Size, double Entropy, (string Word, int Language, int Count)[] Words)[] shown = [.. found.Languages.Concepts
            .Select((concept, i) => (concept, byConcept[concept].Sum(w => w.Count), found.Languages.Entropy(i), byConcept[concept].Take(top).ToArray()))
            .OrderByDescending(c => c.Item2).ThenBy(c => c.concept)];
        output.Write(parsed, () => new
        {
            Model = options.Model(parsed),
            Side = reader.Side.ToString().ToLowerInvariant(),
            Layer = layer,
            comparison.EqualWords,
            Concepts = shown.Select(c => new { c.Concept, c.Size, c.Entropy, Words = c.Words.Select(w => new { w.Word, Language = languages[w.Language], w.Count }) }),
        }, () => shown.SelectMany(c => c.Words.Select(w => string.Join(',', Number(c.Concept), Number(c.Size), CsvCell.Of(c.Entropy), CsvCell.Of(w.Word), CsvCell.Of(languages[w.Language]), Number(w.Count))))
            .Prepend("concept,size,entropy,word,language,count"));
        if (output.IsSilent(parsed))
            return ExitCode.Done;

        var table = new TextTable("concept", "words", "entropy", "<most frequent");
        foreach (var c in shown)
            table.Add(Number(c.Concept), Number(c.Size), Cells.Score(c.Entropy), Cells.Line(string.Join(", ", c.Words.Select(w => $"{w.Word} ({languages[w.Language]})"))));
        table.Write();
        Console.WriteLine();
        Console.WriteLine($"{shown.Length} concepts of {comparison.EqualWords} words of each of {languages.Length} languages; mean entropy {Cells.Score(found.Languages.MeanEntropy())} bits.");
        return ExitCode.Done;
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
