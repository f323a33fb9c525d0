using System.Runtime.InteropServices;

namespace TransferPredict.Training.LightGbm;

/// <summary>LightGBM's return codes: 0 is success, anything else leaves a message for the calling thread.</summary>
static unsafe class NativeStatus
{
    /// <exception cref="LightGbmException"><paramref name="status"/> is not 0.</exception>
    public static void Check(int status)
    {
        if (status != 0)
            throw new LightGbmException(Marshal.PtrToStringUTF8((nint)NativeMethods.GetLastError()) ?? $"LightGBM failed with status {status}.");
    }
}
