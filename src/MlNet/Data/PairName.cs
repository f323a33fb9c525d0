namespace TransferPredict.MlNet.Data;

/// <summary>What a score is of.</summary>
readonly record struct PairName(string Task, string Metric, string Model, string Source, string Target);
