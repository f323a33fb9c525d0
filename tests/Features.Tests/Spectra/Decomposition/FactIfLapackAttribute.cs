namespace TransferPredict.Features.Tests.Spectra.Decomposition;

/// <summary>A test of the LAPACK library, skipped where none is installed.</summary>
sealed class FactIfLapackAttribute : FactAttribute
{
    public FactIfLapackAttribute() =>
        Skip = Kernels.Lapack is null ? "No OpenBLAS is installed; only the managed kernels were tested." : null;
}
