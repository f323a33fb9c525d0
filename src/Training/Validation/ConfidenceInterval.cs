namespace TransferPredict.Training.Validation;

/// <summary>A 95 % interval of a figure.</summary>
/// <param name="Low">Its lower end.</param>
/// <param name="High">Its upper end.</param>
public readonly record struct ConfidenceInterval(double Low, double High);
