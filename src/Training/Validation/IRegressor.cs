namespace TransferPredict.Training.Validation;

/// <summary>
/// Something that can learn to predict scores. It holds parameters only; what is learned is the result of fitting. Fitting the same
/// rows again gives the same predictions, bit for bit, and several threads may fit at a time.
/// </summary>
public interface IRegressor
{
    /// <summary>How reports call it.</summary>
    string Name { get; }

    /// <summary>Whether its predictions order sources but are no scores.</summary>
    bool RanksOnly => false;

    /// <summary>Learns from training rows alone.</summary>
    /// <param name="rows">One row or more, with their scores.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>What was learned; the caller disposes of it if it is disposable.</returns>
    IFittedRegressor Fit(TrainingRows rows, CancellationToken cancellation = default);
}
