using System.Runtime.InteropServices;

namespace TransferPredict.Training.LightGbm;

/// <summary>Owns a LightGBM DatasetHandle.</summary>
sealed class SafeDatasetHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeMethods.DatasetFree(handle) == 0;
}
