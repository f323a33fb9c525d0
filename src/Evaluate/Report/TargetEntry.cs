namespace TransferPredict.Evaluate.Report;

/// <summary>What the predictor says of one target in one setting.</summary>
/// <param name="Language">Place of the target among the languages.</param>
/// <param name="Average">What the booster of scores predicts for its sources on average (<see cref="Compact.Prediction"/>).</param>
/// <param name="Predicted">The predicted score of every source of the setting (<see cref="Compact.Prediction"/>); null for varieties of the target.</param>
/// <param name="Effects">For every source that is predicted, what each family of features adds and last the order of all boosters (<see cref="Compact.Effect"/>).</param>
/// <param name="Top">For the sources predicted best: place of the source, then feature, effect and value of the strongest features; the rest are the difference to <paramref name="Effects"/>.</param>
/// <param name="Caveat">What of the target is not known; null for nothing.</param>
sealed record TargetEntry(int Language, int Average, int?[] Predicted, int[][] Effects, double[][] Top, string? Caveat);
