using TransferPredict.Features.Tables;
using TransferPredict.Training.Scores;

namespace TransferPredict.Evaluate.Import;

/// <summary>
/// Which column is what in a file of LangRank, and which task it is: the headers tell, whatever the file is called. In translation the
/// task's language is the one translated from; the one translated into is part of the model.
/// </summary>
sealed record LangRankLayout(string Task, string Metric, string Source, string Target, string? Output, string Score)
{
    /// <summary>Reads the header.</summary>
    /// <exception cref="InvalidDataException">It is none of LangRank's.</exception>
    public static LangRankLayout Of(CsvTable table)
    {
        string target = ImportColumns.Need(table, "Task lang", "Target lang"), source = ImportColumns.Need(table, "Aux lang", "Transfer lang");
        string score = ImportColumns.Need(table, "Accuracy", "BLEU");
        string? from = ImportColumns.Find(table, "Source lang");
        return score.Trim() == "BLEU" ? new LangRankLayout("translation", "bleu", source, from ?? target, from is null ? null : target, score)
            : new LangRankLayout(ImportColumns.Find(table, "Entity overlap") is not null ? "el" : source.Trim() == "Aux lang" ? "pos" : "dep", "accuracy", source, target, null, score);
    }

    /// <summary>What stands for the model: each task has models of its own, trained from nothing.</summary>
    /// <exception cref="InvalidDataException">The language translated into is no code.</exception>
    public string Model(CsvTableRow row) => Output is null ? $"langrank-{Task}"
        : ScoreFile.IsWord(row[Output]) ? $"langrank-{Task}-{row[Output]}"
        : throw row.Defect($"'{row[Output]}'", Output.Trim(), "a language code");
}
