using System.Collections.Immutable;

namespace TransferPredict.Training.Probing;

/// <summary>The errors on one target while it was held out.</summary>
/// <param name="Target">Code of the target.</param>
/// <param name="Group">Its ISO 639-3 group: varieties of one language count as one in calibration.</param>
/// <param name="Errors">Score minus prediction of each source of the setting; NaN where the pair was not measured.</param>
public sealed record TargetErrors(string Target, string Group, ImmutableArray<double> Errors);
