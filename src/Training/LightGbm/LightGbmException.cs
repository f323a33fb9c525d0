namespace TransferPredict.Training.LightGbm;

/// <summary>LightGBM reported an error; the message is its own.</summary>
public sealed class LightGbmException(string message) : Exception(message);
