namespace TransferPredict.Training.Predictor;

/// <summary>Whether what a training.json tells fits together: damaged by hand it would predict nonsense without a word.</summary>
static class TrainingRecordCheck
{
    /// <summary>What is wrong: what was found, and what was expected; null where nothing is.</summary>
    public static string? Defect(TrainingRecord record)
    {
        foreach (string[] parts in record.Settings.Select(s => s.Split('|')))
        {
            if (parts.Length != 3)
                return $"found the setting '{string.Join('|', parts)}', expected task|metric|model";
            string setting = $"{parts[2]}|{parts[0]}|{parts[1]}";
            if (!record.SettingScales.BySetting.ContainsKey(setting))
                return $"found no scale of {setting}, expected one for every setting";
        }
        foreach ((string setting, SettingScale scale) in record.SettingScales.BySetting)
            if (scale is not { Deviation: > 0 and < double.PositiveInfinity } || !double.IsFinite(scale.Mean))
                return $"found mean {scale?.Mean} and deviation {scale?.Deviation} for {setting}, expected finite numbers, the deviation above 0";
        foreach ((string setting, MeasuredTargets measured) in record.NearTargets.Settings)
        {
            if (measured.Targets.FirstOrDefault(t => !record.NearTargets.Facts.ContainsKey(t)) is { } unknown)
                return $"found no facts of {unknown}, a target of {setting}, expected those of every target";
            int targets = measured.Targets.Length;
            if (measured.Levels.Length != targets)
                return $"found {measured.Levels.Length} levels of {setting}, expected {targets}, one a target";
            foreach ((string source, var residuals) in measured.Residuals)
                if (residuals.Length != targets)
                    return $"found {residuals.Length} residuals of {source} in {setting}, expected {targets}, one a target";
        }
        return null;
    }
}
