using System.Globalization;
using TransferPredict.Features.Tables;
using TransferPredict.Training.Engines;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Validation;
using TransferPredict.Training.Validation.Baselines;

namespace TransferPredict.Training.Tests.Engines;

/// <summary>An engine for tests: it predicts the mean score and saves it as text. Tests load this assembly as they would load another's.</summary>
public sealed class MeanEngine : ITrainingEngine
{
    public string Name => "mean engine";

    public IRegressor Regressor(LightGbmParameters parameters) => new MeanScore();

    public string Save(string folder, EngineWork work, CancellationToken cancellation)
    {
        string file = Path.Combine(folder, "mean.txt");
        WholeFile.Write(file, string.Join('\n', work.Intervals.Keys.Prepend(work.Rows.Scores.Average().ToString(CultureInfo.InvariantCulture))));
        return file;
    }
}
