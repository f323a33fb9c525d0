namespace TransferPredict.Training.CommandLine;

/// <summary>What the user typed cannot be done, which only the data could tell: an error of the command line, not of the data.</summary>
public sealed class BadCommandException(string message) : Exception(message);
