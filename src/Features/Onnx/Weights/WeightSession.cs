using TransferPredict.Features.Onnx.OnnxRuntime;

namespace TransferPredict.Features.Onnx.Weights;

/// <summary>A derived model loaded by ONNX Runtime.</summary>
sealed class WeightSession : IDisposable
{
    const string FolderKey = "session.model_external_initializers_file_folder_path";

    readonly OrtSession _session;
    readonly WeightMatrix _matrix;

    internal WeightSession(
        OnnxModel model, WeightMatrix matrix, bool byRows, bool product, int threads, TensorElementType type = TensorElementType.Float32)
    {
        foreach (string file in DerivedModel.Tensors(matrix.Value).Select(tensor => tensor.FilePath).Distinct())
            model.RequireUnchanged(file);

        _matrix = matrix;
        var derived = new DerivedModel(model, matrix.Value, byRows, product, type);
        _session = OrtSession.FromBytes(derived.ToBytes(), $"'{matrix.OnnxName}' of '{model.FilePath}'", new OrtSessionOptions
        {
            IntraOpThreads = threads,
            // Rewriting would fold the Cast of a whole embedding before its few rows are picked.
            Optimization = OrtGraphOptimization.None,
            KeepMemory = false,
            ConfigEntries = new Dictionary<string, string> { [FolderKey] = derived.Folder },
        });
    }

    /// <summary>Writes the result for all rows into <paramref name="result"/>.</summary>
    internal void RunInto<T>(Memory<T> result, long height, long width, CancellationToken cancellation) where T : unmanaged
    {
        using OrtTensor output = OrtTensor.Over(result, height, width);
        _session.RunInto([], [new(DerivedModel.Output, output)], cancellation);
    }

    /// <summary>Writes the result for the rows asked for into <paramref name="result"/>.</summary>
    internal void RunInto<T>(ReadOnlySpan<int> rows, Memory<T> result, long height, long width, CancellationToken cancellation)
        where T : unmanaged
    {
        long[] indices = new long[rows.Length];
        for (int i = 0; i < rows.Length; i++)
        {
            indices[i] = (uint)rows[i] < (uint)_matrix.Rows ? rows[i] : throw new ArgumentOutOfRangeException(
                nameof(rows), rows[i], $"Row {rows[i]} of '{_matrix.Name}' was asked for, which has rows 0 to {_matrix.Rows - 1}.");
        }

        using OrtTensor input = OrtTensor.Over<long>(indices, indices.Length);
        using OrtTensor output = OrtTensor.Over(result, height, width);
        _session.RunInto([new(DerivedModel.RowsInput, input)], [new(DerivedModel.Output, output)], cancellation);
    }

    public void Dispose() => _session.Dispose();
}
