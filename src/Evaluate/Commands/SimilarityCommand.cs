using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Tables;
using TransferPredict.Features.Texts.Sketches;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary>
/// <c>similarity</c>: every feature of a pair, beside the same feature between two random halves of one language's text, the
/// noise floor below which a difference means nothing.
/// </summary>
static class SimilarityCommand
{
    public static Command Create()
    {
        Argument<string> model = Completions.Models(new Argument<string>("model") { Description = "Name of a folder in models/" });
        Argument<string> source = Completions.Languages(new Argument<string>("source") { Description = "The language to fine-tune on: code, alias or name" });
        Argument<string> target = Completions.Languages(new Argument<string>("target") { Description = "The language to serve" });
        var output = new DataOutput();
        var command = new Command("similarity", "Shows how alike two languages are in a model, feature by feature") { model, source, target };
        output.AddTo(command);
        command.SetWork((parsed, cancellation) =>
            Run(parsed, parsed.GetValue(model)!, parsed.GetValue(source)!, parsed.GetValue(target)!, output, cancellation));
        return command;
    }

    static int Run(ParseResult parsed, string model, string source, string target, DataOutput output, CancellationToken cancellation)
    {
        ProjectRoot root = ProjectRoot.Find();
        LanguageCatalog catalog = LanguageCatalog.LoadShipped(root);
        Language a = catalog.Resolve(source), b = catalog.Resolve(target);
        MultilingualModel opened = MultilingualModel.Open(model, root.Model(model));
        CorpusFolder corpora = CorpusFolder.Open(root.Counts, model);
        using WeightRows rows = new WeightReader(opened.Weights.Model).OpenRows(opened.TokenEmbedding);
        var meter = new SpectrumMeter(rows);
        PairTable? pairs = ModelLanguages.Pairs(root, model, opened.ComputeHash(), new HashSet<string> { a.Code, b.Code });
        (Language Language, LanguageCorpus Corpus)[] both = [.. ((Language[])[a, b]).Select(language => (language, Corpus(language, corpora, opened)))];
        (LanguageProfile Profile, float[] Halves)[] measured = output.Progress(parsed).Run("Measuring both languages", both.Length, done => both.Select((own, i) =>
        {
            (LanguageProfile, float[]) found = Measure(meter, own.Language, own.Corpus, pairs, cancellation);
            done(i + 1);
            return found;
        }).ToArray());
        ((LanguageProfile first, float[] floorOfFirst), (LanguageProfile second, float[] floorOfSecond)) = (measured[0], measured[1]);
        float[] values = FeatureSchema.Values(first, second);

        output.Write(parsed,
            () => new
            {
                Model = model,
                Source = a.Code,
                Target = b.Code,
                Features = FeatureSchema.Definitions.Select((d, i) => new { Feature = d.Name, Value = Known(values[i]), SourceHalves = Known(floorOfFirst[i]), TargetHalves = Known(floorOfSecond[i]) }),
            },
            () => FeatureSchema.Names.Select((name, i) => string.Join(',', name, CsvCell.Of(values[i]), CsvCell.Of(floorOfFirst[i]), CsvCell.Of(floorOfSecond[i])))
                .Prepend("feature,value,source_halves,target_halves"));
        if (output.IsSilent(parsed))
            return ExitCode.Done;

        Console.WriteLine($"{a.Name} ({a.Code}) to {b.Name} ({b.Code}) in {model}:");
        var table = new TextTable("<feature", "value", "source ½", "target ½", "<unit");
        foreach ((FeatureDefinition definition, int i) in FeatureSchema.Definitions.Select((d, i) => (d, i)))
            table.Add(definition.Name, new TableCell(Cells.Measure(values[i]), Tone.Strong), Faint(Cells.Measure(floorOfFirst[i])), Faint(Cells.Measure(floorOfSecond[i])), Faint(definition.Unit));
        table.Write();
        Console.WriteLine();
        Console.WriteLine("½: the same feature between two random halves of that language's own text;");
        Console.WriteLine("a pair that differs less than they do is as good as equal.");
        return ExitCode.Done;
    }

    static LanguageCorpus Corpus(Language language, CorpusFolder corpora, MultilingualModel model) => corpora.Read(language.Code, model.TokenEmbedding.Rows) ?? throw new InvalidDataException(
        $"{corpora.TokenFile(language.Code)}: no such file; {language.Name} ({language.Code}) has no token counts for {model.Name}. `languages` lists those that have.");

    static (LanguageProfile Profile, float[] Halves) Measure(SpectrumMeter meter, Language language, LanguageCorpus corpus, PairTable? pairs, CancellationToken cancellation)
    {
        var profile = new LanguageProfile(language, corpus, meter.Measure(language.Code, corpus.Tokens, cancellation), pairs);
        return (profile, SplitHalves.Measure(meter, profile, corpus, cancellation));
    }

    static TableCell Faint(string text) => new(text, Tone.Faint);

    static float? Known(float value) => float.IsNaN(value) ? null : value;
}
