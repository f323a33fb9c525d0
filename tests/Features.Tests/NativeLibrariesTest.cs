using System.Runtime.InteropServices;

namespace TransferPredict.Features.Tests;

public sealed class NativeLibrariesTest
{
    [Theory]
    [InlineData(NativeEngine.OnnxRuntime, "OrtGetApiBase")]
    [InlineData(NativeEngine.LightGbm, "LGBM_GetLastError")]
    public void BuildProvidesTheLibrary(NativeEngine engine, string export)
    {
        string path = NativeLibraries.Locate(engine);

        Assert.True(Path.IsPathFullyQualified(path));
        Assert.True(NativeLibrary.TryGetExport(NativeLibrary.Load(path), export, out _));
    }

    [Theory]
    [InlineData(NativeEngine.OnnxRuntime)]
    [InlineData(NativeEngine.LightGbm)]
    public void VariableNamesTheLibrary(NativeEngine engine)
    {
        using var folder = new Folder();
        string named = folder.Add("mine.so");
        folder.Add(NativeLibraries.FileOf(engine));

        Assert.Equal(named, NativeLibraries.Locate(engine, named, folder.Path, folder.Path));
    }

    [Theory]
    [InlineData(NativeEngine.OnnxRuntime, "TRANSFERPREDICT_ONNXRUNTIME")]
    [InlineData(NativeEngine.LightGbm, "TRANSFERPREDICT_LIGHTGBM")]
    public void VariableThatNamesNoFileIsAnError(NativeEngine engine, string variable)
    {
        using var folder = new Folder();
        folder.Add(NativeLibraries.FileOf(engine));

        foreach (string wrong in (string[])[Path.Combine(folder.Path, "absent.so"), folder.Path])
        {
            DllNotFoundException error = Assert.Throws<DllNotFoundException>(() => NativeLibraries.Locate(engine, wrong, folder.Path, folder.Path));
            Assert.StartsWith($"{variable} names '{wrong}', which is not a file.", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(NativeEngine.OnnxRuntime)]
    [InlineData(NativeEngine.LightGbm)]
    public void ApplicationFolderComesBeforeTheCache(NativeEngine engine)
    {
        using var application = new Folder();
        using var cache = new Folder();
        string cached = cache.Add(NativeLibraries.FileOf(engine));

        Assert.Equal(cached, NativeLibraries.Locate(engine, "", application.Path, cache.Path));
        string beside = application.Add(NativeLibraries.FileOf(engine));
        Assert.Equal(beside, NativeLibraries.Locate(engine, null, application.Path, cache.Path));
    }

    [Fact]
    public void PackageComesInPlaceOfTheCacheAndAfterTheApplicationFolder()
    {
        using var application = new Folder();
        using var cache = new Folder();
        using var package = new Folder();
        string packaged = package.Add("libonnxruntime.so");
        cache.Add(NativeLibraries.FileOf(NativeEngine.OnnxRuntime));

        Assert.Equal(packaged, NativeLibraries.Locate(NativeEngine.OnnxRuntime, null, application.Path, cache.Path, packaged));
        string absent = Path.Combine(package.Path, "absent.so");
        Assert.Contains(absent, Assert.Throws<DllNotFoundException>(() => NativeLibraries.Locate(NativeEngine.OnnxRuntime, null, application.Path, cache.Path, absent)).Message, StringComparison.Ordinal);
        string beside = application.Add(NativeLibraries.FileOf(NativeEngine.OnnxRuntime));
        Assert.Equal(beside, NativeLibraries.Locate(NativeEngine.OnnxRuntime, null, application.Path, cache.Path, packaged));
    }

    [Fact]
    public void MissingLibraryIsAnErrorThatSaysWhatToDo()
    {
        using var application = new Folder();
        using var cache = new Folder();

        string message = Assert.Throws<DllNotFoundException>(
            () => NativeLibraries.Locate(NativeEngine.LightGbm, null, application.Path, cache.Path)).Message;

        string file = NativeLibraries.FileOf(NativeEngine.LightGbm);
        Assert.Contains($"neither at '{Path.Combine(application.Path, file)}' nor at '{Path.Combine(cache.Path, file)}'", message, StringComparison.Ordinal);
        Assert.Contains("Run 'dotnet build' in the repository", message, StringComparison.Ordinal);
        Assert.Contains("TRANSFERPREDICT_LIGHTGBM", message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileThatIsNoLibraryIsAnErrorThatNamesIt()
    {
        using var folder = new Folder();
        string file = folder.Add("text.so");

        DllNotFoundException error = Assert.Throws<DllNotFoundException>(() => NativeLibraries.Load(NativeEngine.OnnxRuntime, file));

        Assert.StartsWith($"'{file}' was found but cannot be loaded as the OnnxRuntime library: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Let TRANSFERPREDICT_ONNXRUNTIME name a ", error.Message, StringComparison.Ordinal);
    }

    sealed class Folder : IDisposable
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("native").FullName;

        public string Add(string name)
        {
            string path = System.IO.Path.Combine(Path, name);
            File.WriteAllText(path, "not a library");
            return path;
        }

        public void Dispose() => Directory.Delete(Path, recursive: true);
    }
}
