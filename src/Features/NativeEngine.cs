namespace TransferPredict.Features;

/// <summary>A native library that TransferPredict calls through its C API.</summary>
public enum NativeEngine
{
    /// <summary>ONNX Runtime; imports name it "onnxruntime".</summary>
    OnnxRuntime,

    /// <summary>LightGBM; imports name it "lightgbm".</summary>
    LightGbm,
}
