using System.CommandLine;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary>All commands, with an example or more of each.</summary>
static class CommandTree
{
    /// <summary>Builds the commands.</summary>
    /// <returns>The root, and the examples of each command without what starts the program.</returns>
    public static (RootCommand Root, IReadOnlyDictionary<Command, string[]> Examples) Build()
    {
        var concepts = new Command("concepts", "Measures how far languages share latent concepts") { ConceptsAlignCommand.Create(), ConceptsOverlapCommand.Create(), ConceptsShowCommand.Create() };
        var root = new RootCommand("Predicts cross-lingual transfer: which source language to fine-tune a multilingual model on, and how well it will serve the target.")
        {
            RankCommand.Create(), ExplainCommand.Create(), AccuracyCommand.Create(), SimilarityCommand.Create(), NoiseFloorCommand.Create(), LanguagesCommand.Create(),
            InspectCommand.Create(), CompareCommand.Create(), LayersCommand.Create(), concepts, ImportCommand.Create(), FindingsCommand.Create(), ReportCommand.Create(),
            TrainCommand.Build(new Command("train", TrainCommand.Description)), CompletionCommand.Create(),
        };
        root.Options.Add(DataFolderOption.Create());
        root.Subcommands.Add(SuggestCommand.Create(root));
        root.Subcommands.Add(CliPageCommand.Create(Build));
        return (root, Examples(root));
    }

    /// <summary>Lets --help show the examples as the user must type them.</summary>
    public static void ShowExamples(RootCommand root, IReadOnlyDictionary<Command, string[]> examples) =>
        HelpWithExamples.Add(root, examples.ToDictionary(e => e.Key, e => e.Value.Select(line => $"{ProgramName.Start} {line}".TrimEnd()).ToArray()));

    static Dictionary<Command, string[]> Examples(RootCommand root)
    {
        Command concepts = Named("concepts");
        return new Dictionary<Command, string[]>
        {
            [root] = ["rank fao_Latn", "accuracy"],
            [Named("rank")] =
            [
                "rank fao_Latn --top 5",
                "rank fo --task pos --model mini-xlmr --json",
                "rank Faroese --csv faroese.csv",
                "rank fo --known de=0.63 en=0.55 --suggest",
                "rank fo --choose 3 --level 0.8",
                "rank xyz_Latn --text sentences.txt --family Austronesian",
            ],
            [Named("explain")] = ["explain isl_Latn fao_Latn", "explain da fo --top 10 --json"],
            [Named("accuracy")] =
            [
                "accuracy",
                "accuracy --split leave-one-family-out --strict --json family.json",
                "accuracy --scores imported/xpos/scores.csv --features imported/xpos/features.csv --probe eng_Latn --predictions held-out.csv",
            ],
            [Named("similarity")] = ["similarity mini-xlmr deu_Latn nld_Latn"],
            [Named("noise-floor")] = ["noise-floor mini-xlmr"],
            [Named("inspect")] =
            [
                "inspect models/mini-xlmr/model.onnx",
                "inspect mini-xlmr --layers attention --mp-fit --pvalue 100",
                "inspect model.safetensors --weightwatcher --csv layers.csv",
            ],
            [Named("compare")] = ["compare models/base/model.onnx models/tuned/model.onnx --csv changes.csv"],
            [Named("layers")] =
            [
                "layers mini-xlmr --text texts --parallel translations --languages eng_Latn,deu_Latn,rus_Cyrl",
                "layers models/my-model --text texts --languages en,de --concepts 600 --csv layers.csv",
            ],
            [Named("languages")] = ["languages Germanic", "languages --csv languages.csv"],
            [Named("import")] = ["import xpos xpos-repository --out imported/xpos", "import langrank NLPerf/data/data_tsfparsing.csv --out imported/dep"],
            [Named("findings")] = ["findings", "findings --out draft/findings.md --folds 5"],
            [Named("report")] = ["report --open", "report --target fo --model mini-xlmr --out faroese.html"],
            [Named("train")] = [.. TrainCommand.Examples.Select(e => $"train {e}".TrimEnd())],
            [Named("completion")] = ["completion bash", "completion fish"],
            [concepts] = ["concepts overlap --clusters mixed.txt --boundary 500"],
            [Part("align")] =
            [
                "concepts align --source-clusters en.txt --target-clusters de.txt --dictionary en-de.txt",
                "concepts align --source-clusters en.txt --target-clusters de.txt --dictionary en-de.txt --match 0.5 --json",
            ],
            [Part("overlap")] = ["concepts overlap --clusters mixed.txt --boundary 500 --threshold 40 --json overlap.json"],
            [Part("show")] = ["concepts show mini-xlmr --layer 2 --text texts --languages eng_Latn,deu_Latn --concepts 200"],
        };

        Command Named(string name) => root.Subcommands.Single(c => c.Name == name);
        Command Part(string name) => concepts.Subcommands.Single(c => c.Name == name);
    }
}
