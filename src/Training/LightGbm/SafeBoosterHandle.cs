using System.Runtime.InteropServices;

namespace TransferPredict.Training.LightGbm;

/// <summary>Owns a LightGBM BoosterHandle.</summary>
sealed class SafeBoosterHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle() => NativeMethods.BoosterFree(handle) == 0;
}
