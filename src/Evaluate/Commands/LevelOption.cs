using System.CommandLine;
using TransferPredict.Training.CommandLine;
using TransferPredict.Training.Validation;

namespace TransferPredict.Evaluate.Commands;

/// <summary>The option that says how sure intervals shall be.</summary>
static class LevelOption
{
    const double Least = 0.001, Greatest = 0.999;

    /// <summary>Makes it.</summary>
    /// <param name="description">What help says.</param>
    public static Option<double> Create(string description) => NumberOption.Create("--level", description, ConformalInterval.DefaultLevel, Least, Greatest);
}
