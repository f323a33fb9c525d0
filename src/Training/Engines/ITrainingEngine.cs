using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Engines;

/// <summary>
/// What learns in place of the built-in engine: an assembly of its own, which training loads when it is asked for. Its one public class
/// that implements this has a constructor without parameters.
/// </summary>
public interface ITrainingEngine
{
    /// <summary>How reports call it.</summary>
    string Name { get; }

    /// <summary>What learns, to be tested in the folds that the built-in engine is tested in.</summary>
    /// <param name="parameters">LightGBM's parameters.</param>
    IRegressor Regressor(LightGbmParameters parameters);

    /// <summary>Trains on all rows and saves what was learned.</summary>
    /// <param name="folder">A folder for it, there already or not; files of an older model are replaced once the new ones are whole, other files stay.</param>
    /// <param name="work">What to learn from.</param>
    /// <param name="cancellation">Ends the work early, with nothing saved.</param>
    /// <returns>The file that was written, for people to read.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    string Save(string folder, EngineWork work, CancellationToken cancellation);
}
