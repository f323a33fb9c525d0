using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using TransferPredict.Features;
using TransferPredict.Features.Tables;
using TransferPredict.Training.LightGbm;
using TransferPredict.Training.Probing;
using TransferPredict.Training.Validation;

namespace TransferPredict.Training.Predictor;

/// <summary>
/// A predictor on disk: LightGBM's own text of each booster, schema.json, calibration.json, training.json and, where
/// held-out errors were kept, residuals.json. All files are written under other names first; schema.json, which loading asks for first, is
/// removed before the others are replaced and comes back last, so that no mixture of two predictors can be loaded.
/// </summary>
public static class PredictorFolder
{
    const string SchemaFile = "schema.json", CalibrationFile = "calibration.json", TrainingFile = "training.json", ErrorsFile = "residuals.json";

    static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Writes a predictor.</summary>
    /// <param name="folder">Its folder, made when it is not there; a predictor in it is replaced once the new one is wholly on disk.</param>
    /// <param name="predictor">The predictor.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Save(string folder, TransferPredictor predictor)
    {
        RequireCanBeFolder(folder);
        HeldOutErrors? errors = predictor.Errors.Value;
        (string Name, string Text)[] files =
        [
            .. PredictorBoosters.Files.Zip(predictor.Boosters.All, (name, booster) => (name, booster.SaveToString())),
            (CalibrationFile, Text(predictor.Intervals)),
            (TrainingFile, Text(predictor.Record)),
            .. errors is null ? [] : new[] { (ErrorsFile, HeldOutErrorsText.Write(errors)) },
            (SchemaFile, Text(PredictorSchema.Current)),
        ];
        string draft = Path.Combine(folder, $".{Environment.ProcessId}.part");
        try
        {
            foreach ((string name, string text) in files)
                WholeFile.Write(Path.Combine(draft, name), text);
            File.Delete(Path.Combine(folder, SchemaFile));
            if (errors is null)
                File.Delete(Path.Combine(folder, ErrorsFile));
            foreach ((string name, _) in files)
                File.Move(Path.Combine(draft, name), Path.Combine(folder, name), overwrite: true);
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    /// <summary>Refuses a folder whose name is a file's, before hours of work.</summary>
    /// <exception cref="IOException">It is a file's.</exception>
    public static void RequireCanBeFolder(string folder)
    {
        if (File.Exists(folder))
            throw new IOException($"{folder}: found a file, expected a folder for the predictor, there already or not.");
    }

    /// <summary>Reads a predictor. Its held-out errors are read when first asked for, and may be missing.</summary>
    /// <exception cref="FileNotFoundException">A file is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or the predictor has another schema.</exception>
    public static TransferPredictor Load(string folder)
    {
        PredictorSchema schema = Read<PredictorSchema>(folder, SchemaFile);
        schema.RequireCurrent(Path.Combine(folder, SchemaFile));
        var boosters = new LightGbmBooster?[PredictorBoosters.Files.Count];
        TrainingRecord? record = null;
        try
        {
            SideBySide.Do([() => record = ReadRecord(folder), .. boosters.Select(
                (_, i) => (Action)(() => boosters[i] = LoadModel(Require(folder, PredictorBoosters.Files[i]), schema)))]);
            return new TransferPredictor(PredictorBoosters.Of(boosters!), ReadIntervals(folder, record!), record!)
            {
                Errors = new Lazy<HeldOutErrors?>(() => ReadErrors(Path.Combine(folder, ErrorsFile))),
            };
        }
        catch
        {
            foreach (LightGbmBooster? booster in boosters)
                booster?.Dispose();
            throw;
        }
    }

    static TrainingRecord ReadRecord(string folder)
    {
        TrainingRecord record = Read<TrainingRecord>(folder, TrainingFile);
        return TrainingRecordCheck.Defect(record) is { } defect
            ? throw new InvalidDataException($"{Path.Combine(folder, TrainingFile)}: {defect}, as `dotnet run --project src/Training` writes it.") : record;
    }

    static ImmutableSortedDictionary<string, ConformalInterval> ReadIntervals(string folder, TrainingRecord record)
    {
        string path = Path.Combine(folder, CalibrationFile);
        var intervals = Read<Dictionary<string, ConformalInterval>>(folder, CalibrationFile).ToImmutableSortedDictionary(StringComparer.Ordinal);
        foreach ((string setting, ConformalInterval interval) in intervals)
            if (interval is not { Level: > 0 and < 1, HalfWidth: null or >= 0 })
                throw new InvalidDataException(
                    $"{path}: found level {interval.Level} and half width {interval.HalfWidth} for {setting}, expected a level between 0 and 1 and a half width of 0 or more.");
        if (record.SettingScales.BySetting.Keys.FirstOrDefault(s => !intervals.ContainsKey(s)) is { } missing)
            throw new InvalidDataException($"{path}: found no interval for {missing}, expected one for every model, task and metric of {TrainingFile}.");
        return intervals;
    }

    static HeldOutErrors? ReadErrors(string path)
    {
        if (!File.Exists(path))
            return null;
        try
        {
            TextLines.CheckSize(path);
            return HeldOutErrorsText.Read(File.ReadAllText(path));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: found text that is no {ErrorsFile} ({e.Message}), expected what `dotnet run --project src/Training` writes.", e);
        }
    }

    static LightGbmBooster LoadModel(string path, PredictorSchema schema)
    {
        LightGbmBooster booster;
        try
        {
            booster = LightGbmBooster.LoadFromString(File.ReadAllText(path));
        }
        catch (Exception e) when (e is InvalidDataException or LightGbmException)
        {
            throw new InvalidDataException($"{path}: {e.Message} Expected the model that `dotnet run --project src/Training` writes.", e);
        }
        if (booster.FeatureNames.SequenceEqual(schema.Features))
            return booster;
        booster.Dispose();
        throw new InvalidDataException($"{path}: found {booster.FeatureNames.Count} features other than those of {SchemaFile}, expected the {schema.Features.Length} named there.");
    }

    static string Text<T>(T value) => JsonSerializer.Serialize(value, _json) + "\n";

    static T Read<T>(string folder, string name)
    {
        string path = Require(folder, name);
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(path), _json) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: found text that is no {name} ({e.Message}), expected what `dotnet run --project src/Training` writes.", e);
        }
    }

    static string Require(string folder, string name) =>
        Path.Combine(folder, name) is var path && File.Exists(path) ? path
        : throw new FileNotFoundException($"{path}: no such file; expected a predictor made by `dotnet run --project src/Training`.", path);
}
