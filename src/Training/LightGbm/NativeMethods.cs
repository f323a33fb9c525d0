using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TransferPredict.Features;

namespace TransferPredict.Training.LightGbm;

/// <summary>LightGBM's C API (include/LightGBM/c_api.h of 4.1), as far as it is used here; a test compares every signature with the header.</summary>
static unsafe partial class NativeMethods
{
    public const int Float32 = 0;
    public const int Float64 = 1;
    public const int Int32 = 2;

    public const int PredictNormal = 0;
    public const int PredictContributions = 3;

    const string Library = NativeLibraries.LightGbmImport;

    [ThreadStatic]
    static bool _quiet;

    static NativeMethods() => NativeLibraries.Register(Assembly.GetExecutingAssembly());

    /// <summary>Keeps LightGBM from printing. It holds its log callback per thread, so every thread that calls it says so.</summary>
    public static void QuietThisThread()
    {
        if (_quiet)
            return;
        NativeStatus.Check(RegisterLogCallback(&Discard));
        _quiet = true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    static void Discard(byte* message)
    {
    }

    [LibraryImport(Library, EntryPoint = "LGBM_GetLastError")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial byte* GetLastError();

    [LibraryImport(Library, EntryPoint = "LGBM_RegisterLogCallback")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int RegisterLogCallback(delegate* unmanaged[Cdecl]<byte*, void> callback);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetCreateFromMat", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int DatasetCreateFromMat(
        void* data, int dataType, int rows, int columns, int isRowMajor, string parameters, nint reference, out SafeDatasetHandle dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetFeatureNames", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int DatasetSetFeatureNames(SafeDatasetHandle dataset, string[] names, int count);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetSetField", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int DatasetSetField(SafeDatasetHandle dataset, string field, void* data, int count, int type);

    [LibraryImport(Library, EntryPoint = "LGBM_DatasetFree")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int DatasetFree(nint dataset);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterCreate", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int BoosterCreate(SafeDatasetHandle dataset, string parameters, out SafeBoosterHandle booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterLoadModelFromString")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int BoosterLoadModelFromString(byte* model, out int iterations, out SafeBoosterHandle booster);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterUpdateOneIter")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int BoosterUpdateOneIter(SafeBoosterHandle booster, out int isFinished);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterSaveModelToString")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int BoosterSaveModelToString(
        SafeBoosterHandle booster, int startIteration, int iterations, int importanceType, long bufferLength, out long length, byte* buffer);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterPredictForMat", StringMarshalling = StringMarshalling.Utf8)]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int BoosterPredictForMat(
        SafeBoosterHandle booster, void* data, int dataType, int rows, int columns, int isRowMajor, int predictType,
        int startIteration, int iterations, string parameters, out long length, double* result);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFeatureImportance")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int BoosterFeatureImportance(SafeBoosterHandle booster, int iterations, int importanceType, double* results);

    [LibraryImport(Library, EntryPoint = "LGBM_BoosterFree")]
    [UnmanagedCallConv(CallConvs = [typeof(CallConvCdecl)])]
    public static partial int BoosterFree(nint booster);
}
