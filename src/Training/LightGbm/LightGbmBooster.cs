using System.Text;

namespace TransferPredict.Training.LightGbm;

/// <summary>
/// Gradient-boosted trees: trained or loaded, then unchanging, so that any number of threads may predict with one at once.
/// </summary>
public sealed unsafe class LightGbmBooster : IDisposable
{
    readonly SafeBoosterHandle _handle;
    readonly Lock _contributions = new();
    readonly string _modelText;

    LightGbmBooster(SafeBoosterHandle handle, string modelText, IReadOnlyList<string> featureNames)
    {
        _handle = handle;
        _modelText = modelText;
        FeatureNames = featureNames;
    }

    /// <summary>The features in the order of the columns.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Grows trees. The same dataset and parameters give the same model, byte for byte.</summary>
    /// <exception cref="ArgumentException">
    /// A parameter is out of its range, the dataset was binned with other parameters, or ranking meets a dataset without
    /// groups or another objective one with groups.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was asked for between two trees.</exception>
    /// <exception cref="LightGbmException">LightGBM reports an error.</exception>
    public static LightGbmBooster Train(LightGbmDataset dataset, LightGbmParameters parameters, CancellationToken cancellation = default)
    {
        if (dataset.Binning != parameters.ForDataset())
            throw new ArgumentException($"The dataset was binned with '{dataset.Binning}', the parameters say '{parameters.ForDataset()}'.", nameof(parameters));
        if (dataset.IsGrouped != (parameters.Objective == LightGbmObjective.LambdaRank))
        {
            throw new ArgumentException(
                $"The objective is {parameters.Objective} and the dataset has {(dataset.IsGrouped ? "" : "no ")}groups; "
                + "LambdaRank expects groups, the other objectives none.", nameof(parameters));
        }

        NativeMethods.QuietThisThread();
        NativeStatus.Check(NativeMethods.BoosterCreate(dataset.Handle, parameters.ForTraining(dataset.Columns), out SafeBoosterHandle trained));
        using (trained)
        {
            for (int iteration = 0; iteration < parameters.Iterations; iteration++)
            {
                cancellation.ThrowIfCancellationRequested();
                NativeStatus.Check(NativeMethods.BoosterUpdateOneIter(trained, out int isFinished));
                if (isFinished != 0)
                    break;
            }

            // A trained booster points into its dataset; one read from text stands alone, and predicts as it will once saved.
            return LoadFromString(TextOf(trained));
        }
    }

    /// <summary>Reads LightGBM's own text model.</summary>
    /// <exception cref="InvalidDataException">The text is no model, is damaged, or is of a kind not used here; the message says where.</exception>
    /// <exception cref="LightGbmException">LightGBM itself refuses the model.</exception>
    public static LightGbmBooster LoadFromString(string modelText)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(modelText + '\0');
        IReadOnlyList<string> names = ModelText.Check(bytes.AsSpan(..^1));
        NativeMethods.QuietThisThread();
        fixed (byte* text = bytes)
        {
            NativeStatus.Check(NativeMethods.BoosterLoadModelFromString(text, out _, out SafeBoosterHandle handle));
            return new LightGbmBooster(handle, modelText, names);
        }
    }

    /// <summary>The model as LightGBM's own text, which its Python package loads too.</summary>
    public string SaveToString() => _modelText;

    /// <summary>One prediction a row, in the units of the labels; for ranking, a score without unit.</summary>
    /// <exception cref="ArgumentException">The matrix has not as many columns as the model has features.</exception>
    public double[] Predict(LightGbmMatrix matrix) => Predict(matrix, NativeMethods.PredictNormal, 1);

    /// <summary>The prediction for one row of features.</summary>
    /// <exception cref="ArgumentException">The row has not as many values as the model has features.</exception>
    public double Predict(ReadOnlySpan<double> row) => Predict(new LightGbmMatrix(row, 1, row.Length))[0];

    /// <summary>
    /// What each feature adds to the prediction (TreeSHAP): for every row, one value a feature and, last, the mean
    /// prediction of the training data; together they sum to the prediction. Row-major, rows x (features + 1).
    /// </summary>
    /// <exception cref="ArgumentException">The matrix has not as many columns as the model has features.</exception>
    public double[] PredictContributions(LightGbmMatrix matrix)
    {
        // LightGBM computes the depths of leaves anew in each such call, in the trees themselves.
        lock (_contributions)
            return Predict(matrix, NativeMethods.PredictContributions, FeatureNames.Count + 1);
    }

    /// <summary>The importance of every feature, in the order of <see cref="FeatureNames"/>, 0 where it is not used.</summary>
    public double[] FeatureImportance(LightGbmImportance importance)
    {
        var results = new double[FeatureNames.Count];
        NativeMethods.QuietThisThread();
        fixed (double* data = results)
            NativeStatus.Check(NativeMethods.BoosterFeatureImportance(_handle, -1, (int)importance, data));
        return results;
    }

    /// <summary>Frees the native memory.</summary>
    public void Dispose() => _handle.Dispose();

    double[] Predict(LightGbmMatrix matrix, int kind, int perRow)
    {
        if (matrix.Columns != FeatureNames.Count)
            throw new ArgumentException($"The matrix has {matrix.Columns} columns; the model expects {FeatureNames.Count} features.", nameof(matrix));
        if (matrix.Rows == 0)
            return [];

        var results = new double[checked(matrix.Rows * perRow)];
        long length;
        NativeMethods.QuietThisThread();
        fixed (byte* values = matrix)
        fixed (double* result = results)
        {
            NativeStatus.Check(NativeMethods.BoosterPredictForMat(
                _handle, values, matrix.DataType, matrix.Rows, matrix.Columns, 1, kind, 0, -1, LightGbmParameters.Fixed, out length, result));
        }

        return length == results.Length
            ? results
            : throw new LightGbmException($"LightGBM returned {length} values for {matrix.Rows} rows; expected {results.Length}.");
    }

    static string TextOf(SafeBoosterHandle booster)
    {
        for (var buffer = new byte[1 << 16]; ;)
        {
            long length;
            fixed (byte* data = buffer)
            {
                NativeStatus.Check(NativeMethods.BoosterSaveModelToString(
                    booster, 0, -1, (int)LightGbmImportance.Split, buffer.Length, out length, data));
            }

            if (length <= buffer.Length)
                return Encoding.UTF8.GetString(buffer, 0, (int)length - 1);
            buffer = new byte[length];
        }
    }
}
