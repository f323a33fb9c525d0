using System.CommandLine;
using TransferPredict.Evaluate.Commands;
using TransferPredict.Training.CommandLine;

Command rank = RankCommand.Create(), explain = ExplainCommand.Create(), accuracy = AccuracyCommand.Create(), similarity = SimilarityCommand.Create();
Command import = ImportCommand.Create(), findings = FindingsCommand.Create(), report = ReportCommand.Create();
Command noiseFloor = NoiseFloorCommand.Create(), languages = LanguagesCommand.Create();
Command inspect = InspectCommand.Create(), compare = CompareCommand.Create();
Command align = ConceptsAlignCommand.Create(), overlap = ConceptsOverlapCommand.Create();
Command show = ConceptsShowCommand.Create(), layers = LayersCommand.Create();
var concepts = new Command("concepts", "Measures how far languages share latent concepts") { align, overlap, show };
var root = new RootCommand("Asks the predictor of cross-lingual transfer.")
{
    rank, explain, accuracy, similarity, noiseFloor, languages, inspect, compare, layers, concepts, import, findings, report,
};
HelpWithExamples.Add(root, new Dictionary<Command, string[]>
{
    [root] = ["dotnet run --project src/Evaluate -- rank fao_Latn", "dotnet run --project src/Evaluate -- accuracy"],
    [rank] =
    [
        "dotnet run --project src/Evaluate -- rank fao_Latn --top 5",
        "dotnet run --project src/Evaluate -- rank fo --task pos --model mini-xlmr --json",
        "dotnet run --project src/Evaluate -- rank Faroese --csv faroese.csv",
        "dotnet run --project src/Evaluate -- rank fo --known de=0.63 en=0.55 --suggest",
        "dotnet run --project src/Evaluate -- rank fo --choose 3 --level 0.8",
        "dotnet run --project src/Evaluate -- rank xyz_Latn --text sentences.txt --family Austronesian",
    ],
    [explain] =
    [
        "dotnet run --project src/Evaluate -- explain isl_Latn fao_Latn",
        "dotnet run --project src/Evaluate -- explain da fo --top 10 --json",
    ],
    [accuracy] =
    [
        "dotnet run --project src/Evaluate -- accuracy",
        "dotnet run --project src/Evaluate -- accuracy --split leave-one-family-out --strict --json family.json",
        "dotnet run --project src/Evaluate -- accuracy --scores imported/xpos/scores.csv --features imported/xpos/features.csv --probe eng_Latn --predictions held-out.csv",
    ],
    [similarity] = ["dotnet run --project src/Evaluate -- similarity mini-xlmr deu_Latn nld_Latn"],
    [noiseFloor] = ["dotnet run --project src/Evaluate -- noise-floor mini-xlmr"],
    [inspect] =
    [
        "dotnet run --project src/Evaluate -- inspect models/mini-xlmr/model.onnx",
        "dotnet run --project src/Evaluate -- inspect mini-xlmr --layers attention --mp-fit --pvalue 100",
        "dotnet run --project src/Evaluate -- inspect model.safetensors --weightwatcher --csv layers.csv",
    ],
    [compare] = ["dotnet run --project src/Evaluate -- compare models/base/model.onnx models/tuned/model.onnx --csv changes.csv"],
    [layers] =
    [
        "dotnet run --project src/Evaluate -- layers mini-xlmr --text texts --parallel translations --languages eng_Latn,deu_Latn,rus_Cyrl",
        "dotnet run --project src/Evaluate -- layers models/my-model --text texts --languages en,de --concepts 600 --csv layers.csv",
    ],
    [languages] = ["dotnet run --project src/Evaluate -- languages Germanic", "dotnet run --project src/Evaluate -- languages --csv languages.csv"],
    [import] =
    [
        "dotnet run --project src/Evaluate -- import xpos xpos-repository --out imported/xpos",
        "dotnet run --project src/Evaluate -- import langrank NLPerf/data/data_tsfparsing.csv --out imported/dep",
    ],
    [findings] = ["dotnet run --project src/Evaluate -- findings", "dotnet run --project src/Evaluate -- findings --out draft/findings.md --folds 5"],
    [report] = ["dotnet run --project src/Evaluate -- report --open", "dotnet run --project src/Evaluate -- report --target fo --model mini-xlmr --out faroese.html"],
    [concepts] = ["dotnet run --project src/Evaluate -- concepts overlap --clusters mixed.txt --boundary 500"],
    [align] =
    [
        "dotnet run --project src/Evaluate -- concepts align --source-clusters en.txt --target-clusters de.txt --dictionary en-de.txt",
        "dotnet run --project src/Evaluate -- concepts align --source-clusters en.txt --target-clusters de.txt --dictionary en-de.txt --match 0.5 --json",
    ],
    [overlap] = ["dotnet run --project src/Evaluate -- concepts overlap --clusters mixed.txt --boundary 500 --threshold 40 --json overlap.json"],
    [show] = ["dotnet run --project src/Evaluate -- concepts show mini-xlmr --layer 2 --text texts --languages eng_Latn,deu_Latn --concepts 200"],
});
return await Application.RunAsync(root, args);
