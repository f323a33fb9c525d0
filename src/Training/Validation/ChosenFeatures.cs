namespace TransferPredict.Training.Validation;

/// <summary>
/// A regressor that is shown some of the features. The rows themselves stay whole, so that folds, and the order of rows in them, are the same whatever
/// it is shown.
/// </summary>
/// <param name="regressor">What learns.</param>
/// <param name="keeps">Whether a feature of a name is shown.</param>
/// <param name="name">How reports call it; as the regressor when null.</param>
sealed class ChosenFeatures(IRegressor regressor, Func<string, bool> keeps, string? name = null) : IRegressor
{
    public string Name => name ?? regressor.Name;

    public bool RanksOnly => regressor.RanksOnly;

    public IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default) =>
        new Fitted(regressor.Fit(rows.WithFeatures(keeps), cancellation), keeps);

    sealed record Fitted(IFittedRegressor Regressor, Func<string, bool> Keeps) : IFittedRegressor, IDisposable
    {
        public double[] Predict(TrainingRows rows) => Regressor.Predict(rows.WithFeatures(Keeps));

        public void Dispose() => (Regressor as IDisposable)?.Dispose();
    }
}
