using System.CommandLine;
using TransferPredict.Evaluate.Commands;
using TransferPredict.Training.CommandLine;

Command rank = RankCommand.Create(), accuracy = AccuracyCommand.Create(), similarity = SimilarityCommand.Create();
Command noiseFloor = NoiseFloorCommand.Create(), languages = LanguagesCommand.Create();
var root = new RootCommand("Asks the predictor of cross-lingual transfer.") { rank, accuracy, similarity, noiseFloor, languages };
HelpWithExamples.Add(root, new Dictionary<Command, string[]>
{
    [root] = ["dotnet run --project src/Evaluate -- rank fao_Latn", "dotnet run --project src/Evaluate -- accuracy"],
    [rank] =
    [
        "dotnet run --project src/Evaluate -- rank fao_Latn --top 5",
        "dotnet run --project src/Evaluate -- rank fo --task pos --model mini-xlmr --json",
        "dotnet run --project src/Evaluate -- rank Faroese --csv faroese.csv",
    ],
    [accuracy] =
    [
        "dotnet run --project src/Evaluate -- accuracy",
        "dotnet run --project src/Evaluate -- accuracy --split family --json family.json",
        "dotnet run --project src/Evaluate -- accuracy --scores my-scores.csv --model my-model",
    ],
    [similarity] = ["dotnet run --project src/Evaluate -- similarity mini-xlmr deu_Latn nld_Latn"],
    [noiseFloor] = ["dotnet run --project src/Evaluate -- noise-floor mini-xlmr"],
    [languages] = ["dotnet run --project src/Evaluate -- languages Germanic", "dotnet run --project src/Evaluate -- languages --csv languages.csv"],
});
return await Application.RunAsync(root, args);
