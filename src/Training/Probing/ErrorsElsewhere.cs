using System.Collections.Immutable;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Probing;

/// <summary>
/// The held-out errors that a held-out ranking may be judged by: those of its model, task and metric in other folds, since a user has none of what was held out
/// together with it; where the model is held out whole, those of the other models in its task and metric. Where a split holds out single rows or sources,
/// a ranking lies in many folds, and no others are left out than <see cref="TargetBelief"/> leaves out: the target's own.
/// </summary>
sealed class ErrorsElsewhere
{
    readonly TrainingRows _rows;
    readonly IReadOnlyList<Prediction> _heldOut;
    readonly ILookup<string, int> _bySetting, _byTask;
    readonly Dictionary<(string Setting, string Fold), SettingErrors> _known = [];

    /// <param name="rows">Measured pairs.</param>
    /// <param name="heldOut">A held-out prediction a row, in their order.</param>
    public ErrorsElsewhere(TrainingRows rows, IReadOnlyList<Prediction> heldOut)
    {
        (_rows, _heldOut) = (rows, heldOut);
        _bySetting = Enumerable.Range(0, rows.Count).ToLookup(i => rows.Groups[i].Setting);
        _byTask = Enumerable.Range(0, rows.Count).ToLookup(i => heldOut[i].TaskAndMetric);
    }

    /// <summary>The errors for a ranking.</summary>
    /// <param name="members">Its rows, one or more.</param>
    /// <returns>A table whose targets may be none.</returns>
    public SettingErrors For(IReadOnlyList<int> members)
    {
        string setting = _rows.Groups[members[0]].Setting, fold = _heldOut[members[0]].Fold;
        if (members.Any(i => _heldOut[i].Fold != fold))
            fold = "";
        lock (_known)
        {
            if (!_known.TryGetValue((setting, fold), out SettingErrors? errors))
                _known.Add((setting, fold), errors = HeldOutErrors.Table(_rows, _heldOut, [.. Usable(setting, fold)]));
            return errors;
        }
    }

    IEnumerable<int> Usable(string setting, string fold) =>
        fold.Length == 0 ? _bySetting[setting]
        : Prediction.IsHeldOutWhole(_bySetting[setting].Select(i => _heldOut[i])) ? _byTask[_heldOut[_bySetting[setting].First()].TaskAndMetric].Where(i => _heldOut[i].Fold != fold)
        : _bySetting[setting].Where(i => _heldOut[i].Fold != fold);
}
