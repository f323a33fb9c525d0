namespace TransferPredict.Training.LightGbm;

/// <summary>Binned training examples. LightGBM copies what it needs, so the arrays given may change afterwards.</summary>
public sealed unsafe class LightGbmDataset : IDisposable
{
    readonly SafeDatasetHandle _handle;

    LightGbmDataset(SafeDatasetHandle handle, int rows, int columns, bool grouped, string binning)
    {
        _handle = handle;
        (Rows, Columns, IsGrouped, Binning) = (rows, columns, grouped, binning);
    }

    /// <summary>The number of examples.</summary>
    public int Rows { get; }

    /// <summary>The number of features.</summary>
    public int Columns { get; }

    /// <summary>Whether the rows come in groups, as ranking needs.</summary>
    public bool IsGrouped { get; private set; }

    /// <summary>The parameters the bins were made with.</summary>
    internal string Binning { get; }

    internal SafeDatasetHandle Handle => _handle;

    /// <summary>Bins a matrix.</summary>
    /// <param name="matrix">The features: at least one row and one column.</param>
    /// <param name="labels">What is learned: one finite value a row; for ranking, whole grades from 0 to 30.</param>
    /// <param name="featureNames">One name a column: distinct, printable ASCII without spaces and without <c>" , : [ ] { }</c>.</param>
    /// <param name="parameters">Their <see cref="LightGbmParameters.MaxBin"/> and <see cref="LightGbmParameters.Seed"/> shape the bins.</param>
    /// <param name="weights">One finite weight of 0 or more a row; empty for equal weights.</param>
    /// <param name="groupSizes">For ranking, the number of rows of each group in turn; empty otherwise.</param>
    /// <exception cref="ArgumentException">Something above does not hold.</exception>
    /// <exception cref="LightGbmException">LightGBM refuses the data.</exception>
    public static LightGbmDataset Create(
        LightGbmMatrix matrix,
        ReadOnlySpan<float> labels,
        IReadOnlyList<string> featureNames,
        LightGbmParameters parameters,
        ReadOnlySpan<float> weights = default,
        ReadOnlySpan<int> groupSizes = default)
    {
        if (matrix.Rows < 1)
            throw new ArgumentException("The matrix has no rows; expected 1 or more.", nameof(matrix));
        RequireOnePerRow(labels, matrix.Rows, "label", nameof(labels));
        if (!weights.IsEmpty)
        {
            RequireOnePerRow(weights, matrix.Rows, "weight", nameof(weights));
            int negative = weights.IndexOfAnyExceptInRange(0, float.MaxValue);
            if (negative >= 0)
                throw new ArgumentException($"The weight of row {negative} is {weights[negative]}; expected 0 or more.", nameof(weights));
        }

        RequireGroups(groupSizes, labels);
        FeatureNameRules.Require(featureNames, matrix.Columns);

        string binning = parameters.ForDataset();
        NativeMethods.QuietThisThread();
        SafeDatasetHandle handle;
        fixed (byte* values = matrix)
            NativeStatus.Check(NativeMethods.DatasetCreateFromMat(values, matrix.DataType, matrix.Rows, matrix.Columns, 1, binning, 0, out handle));
        try
        {
            NativeStatus.Check(NativeMethods.DatasetSetFeatureNames(handle, [.. featureNames], featureNames.Count));
            SetField(handle, "label", labels, NativeMethods.Float32);
            SetField(handle, "weight", weights, NativeMethods.Float32);
            SetField(handle, "group", groupSizes, NativeMethods.Int32);
            return new LightGbmDataset(handle, matrix.Rows, matrix.Columns, !groupSizes.IsEmpty, binning);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Gives the same examples other labels, for a further booster: their bins, most of the work, stay. Boosters trained before keep what they learned.</summary>
    /// <param name="labels">As for <see cref="Create"/>.</param>
    /// <param name="groupSizes">As for <see cref="Create"/>; a dataset that has groups cannot lose them.</param>
    /// <exception cref="ArgumentException">Something does not hold.</exception>
    /// <exception cref="LightGbmException">LightGBM refuses the labels.</exception>
    public void Relabel(ReadOnlySpan<float> labels, ReadOnlySpan<int> groupSizes = default)
    {
        RequireOnePerRow(labels, Rows, "label", nameof(labels));
        RequireGroups(groupSizes, labels);
        if (IsGrouped && groupSizes.IsEmpty)
            throw new ArgumentException("The dataset has groups and there are none for the new labels; expected groups.", nameof(groupSizes));
        SetField(_handle, "label", labels, NativeMethods.Float32);
        SetField(_handle, "group", groupSizes, NativeMethods.Int32);
        IsGrouped = !groupSizes.IsEmpty;
    }

    /// <summary>Frees the native memory; boosters trained on the dataset stay usable.</summary>
    public void Dispose() => _handle.Dispose();

    static void SetField<T>(SafeDatasetHandle handle, string field, ReadOnlySpan<T> values, int type)
        where T : unmanaged
    {
        if (values.IsEmpty)
            return;
        fixed (T* data = values)
            NativeStatus.Check(NativeMethods.DatasetSetField(handle, field, data, values.Length, type));
    }

    static void RequireOnePerRow(ReadOnlySpan<float> values, int rows, string what, string parameter)
    {
        if (values.Length != rows)
            throw new ArgumentException($"There are {values.Length} {what}s for {rows} rows; expected one a row.", parameter);
        for (int row = 0; row < values.Length; row++)
        {
            if (!float.IsFinite(values[row]))
                throw new ArgumentException($"The {what} of row {row} is {values[row]}; expected a finite number.", parameter);
        }
    }

    static void RequireGroups(ReadOnlySpan<int> groupSizes, ReadOnlySpan<float> labels)
    {
        if (groupSizes.IsEmpty)
            return;
        long rows = 0;
        for (int group = 0; group < groupSizes.Length; group++)
        {
            if (groupSizes[group] < 1)
                throw new ArgumentException($"Group {group} has {groupSizes[group]} rows; expected 1 or more.", nameof(groupSizes));
            rows += groupSizes[group];
        }

        if (rows != labels.Length)
            throw new ArgumentException($"The groups hold {rows} rows, but there are {labels.Length}.", nameof(groupSizes));
        for (int row = 0; row < labels.Length; row++)
        {
            if (labels[row] is < 0 or > 30 || labels[row] != MathF.Truncate(labels[row]))
                throw new ArgumentException($"The label of row {row} is {labels[row]}; ranking expects whole grades from 0 to 30.", nameof(labels));
        }
    }
}
