using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training;

/// <summary>What an <see cref="AccuracyStudy"/> shall show beside the plain figures.</summary>
public sealed record StudyOptions
{
    /// <summary>The coverage that intervals promise, in (0, 1).</summary>
    public double Level { get; init; } = ConformalInterval.DefaultLevel;

    /// <summary>Codes of the sources whose scores are told of each held-out target; the other sources are judged.</summary>
    public ImmutableArray<string> Probes { get; init; } = [];

    /// <summary>Families of features without which the predictor is trained as well; each entry is left out as a whole.</summary>
    public ImmutableArray<ImmutableArray<string>> Without { get; init; } = [];

    /// <summary>Whether the baselines are trained and judged as well, in the same folds.</summary>
    public bool Baselines { get; init; } = true;

    /// <summary>The same predictor with other seeds, to see how far figures depend on them.</summary>
    public ImmutableArray<IRegressor> OtherSeeds { get; init; } = [];
}
