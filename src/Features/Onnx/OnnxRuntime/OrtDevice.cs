namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>Where a session computes.</summary>
public enum OrtDevice
{
    /// <summary>The processor.</summary>
    Cpu,
    /// <summary>An NVIDIA graphics card, with what it cannot do left to the processor; only GPU builds of ONNX Runtime have it.</summary>
    Cuda,
}
