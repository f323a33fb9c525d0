using System.CommandLine;
using System.Globalization;
using TransferPredict.Features.Concepts;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary><c>concepts overlap</c>: COLAP of a cluster file that holds two languages.</summary>
static class ConceptsOverlapCommand
{
    public static Command Create()
    {
        Option<string> clusters = ConceptsAlignCommand.RequiredFile("--clusters", "Words of both languages with their concepts: word|||count|||sentence|||position|||cluster a line");
        Option<int> boundary = WholeNumberOption.Create("--boundary", "Last sentence of the first language; what comes after it is of the second", 0, 0);
        boundary.DefaultValueFactory = null;
        boundary.Required = true;
        Option<double> threshold = NumberOption.Create("--threshold", "Percent of a concept's words that each language must exceed", 30, 0, 100);
        var output = new DataOutput();
        var command = new Command("overlap", "Finds the concepts that hold words of both languages, and their share (COLAP)") { clusters, boundary, threshold };
        output.AddTo(command);
        command.SetAction(parsed => Run(parsed, output, ConceptLanguages.Split(ClusterFile.Read(parsed.GetValue(clusters)!), parsed.GetValue(boundary)), parsed.GetValue(threshold)));
        return command;
    }

    static int Run(ParseResult parsed, DataOutput output, ConceptLanguages languages, double threshold)
    {
        ConceptOverlap overlap = languages.Overlap(threshold);
        (int Cluster, int First, int Second, double Entropy)[] shared = [.. overlap.Overlapping
            .Select(cluster => languages.Concepts.AsSpan().BinarySearch(cluster))
            .Select(c => (languages.Concepts[c], languages[c, 0], languages[c, 1], languages.Entropy(c)))];
        output.Write(parsed,
            () => new { overlap.Overlapping, Colap = overlap.Score, Concepts = shared.Select(c => new { c.Cluster, FirstWords = c.First, SecondWords = c.Second, c.Entropy }) },
            () => shared.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Cluster},{c.First},{c.Second},{c.Entropy:R}")).Prepend("cluster,first_words,second_words,entropy"));
        if (output.IsSilent(parsed))
            return ExitCode.Done;

        var table = new TextTable("concept", "first language", "second language", "share of first", "entropy");
        foreach ((int cluster, int first, int second, double entropy) in shared)
            table.Add(cluster.ToString(CultureInfo.InvariantCulture), first.ToString(CultureInfo.InvariantCulture), second.ToString(CultureInfo.InvariantCulture),
                Cells.Score((double)first / (first + second)), Cells.Score(entropy));
        table.Write();
        Console.WriteLine();
        Console.WriteLine($"COLAP {Cells.Score(overlap.Score)}: {shared.Length} of {overlap.Concepts} concepts hold more than {Cells.Measure(threshold)} % of each language.");
        return ExitCode.Done;
    }
}
