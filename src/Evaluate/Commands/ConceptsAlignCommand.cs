using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using TransferPredict.Features;
using TransferPredict.Features.Concepts;
using TransferPredict.Features.Concepts.Dictionaries;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>concepts align</c>: CALIGN of two languages' cluster files.</summary>
static class ConceptsAlignCommand
{
    public static Command Create()
    {
        var byDefault = new AlignmentOptions();
        Option<string> source = RequiredFile("--source-clusters", "The source's words with their concepts: word|||count|||sentence|||position|||cluster a line");
        Option<string> target = RequiredFile("--target-clusters", "The target's");
        Option<string?> dictionary = OptionalFile("--dictionary", "Translations of source words, best first: source -> target: Probability = p, Count = n a line, or MUSE's pairs of words");
        Option<string?> bitext = OptionalFile("--bitext", "Instead: sentence ||| its translation a line, words separated by blanks, as fast_align reads them");
        Option<string?> alignments = OptionalFile("--alignments", "And the links of its words, 0-0 1-2 a line, as fast_align and eflomal write them; made here when left out");
        Option<int> top = WholeNumberOption.Create("--top", "Translations of a word looked at, best first", byDefault.TopTranslations, 1);
        Option<double> match = NumberOption.Create("--match", "Share of the source concept's types with a translation in the target concept, to be exceeded", byDefault.MatchThreshold, 0, 1);
        Option<double> size = NumberOption.Create("--size", "Types of the source concept / types of the target concept, to be exceeded", byDefault.SizeThreshold, 0, double.PositiveInfinity);
        Option<int> types = WholeNumberOption.Create("--types", "Types of the source concept, to be exceeded", byDefault.MinTypes, 0);
        var output = new DataOutput();
        var command = new Command("align", "Finds the source's concepts whose translations lie together in one concept of the target, and their share (CALIGN)")
        {
            source, target, dictionary, bitext, alignments, top, match, size, types,
        };
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            bool hasDictionary = result.GetResult(dictionary) is not null, hasBitext = result.GetResult(bitext) is not null;
            if (hasDictionary == hasBitext)
                result.AddError($"{(hasDictionary ? "Both --dictionary and --bitext are" : "Neither --dictionary nor --bitext is")} given; expected one of them.");
            else if (hasDictionary && result.GetResult(alignments) is not null)
                result.AddError("--alignments is given with --dictionary; expected it with --bitext.");
        });
        command.SetWork((parsed, cancellation) => Run(parsed, output,
            ConceptAlignment.Find(
                ClusterFile.Read(parsed.GetValue(source)!),
                ClusterFile.Read(parsed.GetValue(target)!),
                ReadDictionary(parsed.GetValue(dictionary), parsed.GetValue(bitext), parsed.GetValue(alignments), output.Progress(parsed), cancellation),
                new AlignmentOptions
                {
                    TopTranslations = parsed.GetValue(top),
                    MatchThreshold = parsed.GetValue(match),
                    SizeThreshold = parsed.GetValue(size),
                    MinTypes = parsed.GetValue(types),
                })));
        return command;
    }

    static TranslationDictionary ReadDictionary(string? dictionary, string? bitext, string? alignments, JobProgress progress, CancellationToken cancellation)
    {
        if (dictionary is not null)
            return DictionaryFile.Read(dictionary);
        ImmutableArray<SentencePair> pairs = ParallelText.ReadJoined(bitext!);
        return alignments is not null ? ParallelText.Dictionary(pairs, ParallelText.ReadAlignments(alignments, pairs)) : progress.Run("Aligning words of sentence pairs", pairs.Length,
            done => WordAligner.MakeDictionary(pairs, new WordAlignerOptions(), new DirectProgress<double>(share => done((int)(share * pairs.Length))), cancellation));
    }

    static Option<string?> OptionalFile(string name, string description) =>
        PathOption.Check(new Option<string?>(name) { Description = description, HelpName = "FILE" });

    internal static Option<string> RequiredFile(string name, string description) =>
        PathOption.Check(new Option<string>(name) { Description = description, HelpName = "FILE", Required = true });

    static int Run(ParseResult parsed, DataOutput output, ConceptAlignment alignment)
    {
        ImmutableArray<IGrouping<int, AlignedConcept>> concepts = [.. alignment.Aligned.GroupBy(a => a.Source)];
        output.Write(parsed,
            () => new
            {
                Aligned = concepts.ToDictionary(c => c.Key.ToString(CultureInfo.InvariantCulture), c => c.Select(a => a.Target)),
                Calign = alignment.Score,
                Pairs = alignment.Aligned.Select(a => new { SourceCluster = a.Source, TargetCluster = a.Target, a.Matches, a.SourceTypes, a.TargetTypes }),
            },
            () => alignment.Aligned.Select(a => string.Join(',', a.Source, a.Target, a.Matches, a.SourceTypes, a.TargetTypes))
                .Prepend("source_cluster,target_cluster,matches,source_types,target_types"));
        if (output.IsSilent(parsed))
            return ExitCode.Done;

        var table = new TextTable("source concept", "types", "target concept", "types", "translated", "share");
        foreach (AlignedConcept a in alignment.Aligned)
            table.Add(Number(a.Source), Number(a.SourceTypes), Number(a.Target), Number(a.TargetTypes), Number(a.Matches), Cells.Score((double)a.Matches / a.SourceTypes));
        table.Write();
        Console.WriteLine();
        Console.WriteLine($"CALIGN {Cells.Score(alignment.Score)}: {concepts.Length} of {alignment.SourceConcepts} source concepts are aligned.");
        return ExitCode.Done;
    }

    static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
