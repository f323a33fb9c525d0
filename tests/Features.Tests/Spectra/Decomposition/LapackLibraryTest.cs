using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Tests.Spectra.Decomposition;

public sealed class LapackLibraryTest : IDisposable
{
    readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactIfLapack]
    public void Find_InstalledLibrary() => Assert.Contains("OpenBLAS", LapackLibrary.Find("").Name, StringComparison.Ordinal);

    [Fact]
    public void Find_None() => Assert.Same(ManagedKernels.Instance, LapackLibrary.Find("none"));

    [Fact]
    public void Find_NoFile()
    {
        string path = _folder.In("absent.so");
        Assert.StartsWith($"TRANSFERPREDICT_LAPACK names '{path}', which is not a file.", Error(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_NoLibrary()
    {
        string path = _folder.Write("text.so", "not a library");
        Assert.StartsWith($"TRANSFERPREDICT_LAPACK names '{path}', which cannot be loaded: ", Error(path), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_AnotherLibrary()
    {
        string path = NativeLibraries.Locate(NativeEngine.LightGbm);
        Assert.StartsWith($"TRANSFERPREDICT_LAPACK names '{path}', which has no dsyrk_;", Error(path), StringComparison.Ordinal);
    }

    static string Error(string path) => Assert.Throws<DllNotFoundException>(() => LapackLibrary.Find(path)).Message;
}
