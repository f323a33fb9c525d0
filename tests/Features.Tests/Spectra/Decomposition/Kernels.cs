using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

/// <summary>The kernels of this machine, so that all run through the same cases: the managed ones, and LAPACK where it is installed.</summary>
static class Kernels
{
    internal static IDecompositionKernels? Lapack { get; } = LapackLibrary.Find(null) is LapackKernels lapack ? lapack : null;

    internal static string[] All { get; } = Lapack is null ? ["managed"] : ["managed", "lapack"];

    public static TheoryData<string> Names => [.. All];

    internal static IDecompositionKernels Get(string name) => name == "managed" ? ManagedKernels.Instance : Lapack!;
}
