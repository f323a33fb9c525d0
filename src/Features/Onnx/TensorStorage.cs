namespace TransferPredict.Features.Onnx;

/// <summary>Where a tensor's values lie.</summary>
public enum TensorStorage
{
    /// <summary>Little-endian bytes, one element after another, inside the model file.</summary>
    Raw,

    /// <summary>The same in a file of external data.</summary>
    External,

    /// <summary>Protobuf numbers of varying length in the tensor's typed field (int32_data, int64_data...).</summary>
    Fields,
}
