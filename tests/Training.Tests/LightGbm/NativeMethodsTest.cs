using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using TransferPredict.Features;
using TransferPredict.Training.LightGbm;

namespace TransferPredict.Training.Tests.LightGbm;

public sealed class NativeMethodsTest
{
    /// <summary>Every import has the parameters that LightGBM's own header gives the function, in order and width.</summary>
    [Fact]
    public void ImportsMatchTheHeader()
    {
        string header = File.ReadAllText(Path.Combine(NativeLibraries.BuiltFolder()!, "c_api.h"));
        var imports = typeof(NativeMethods).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Select(method => (Method: method, Import: method.GetCustomAttribute<LibraryImportAttribute>()))
            .Where(import => import.Import is not null)
            .ToArray();

        Assert.Equal(13, imports.Length);
        foreach ((MethodInfo method, LibraryImportAttribute? import) in imports)
        {
            Match prototype = Regex.Match(header, $@"LIGHTGBM_C_EXPORT\s+([\w\s*]+?)\s*{import!.EntryPoint}\(((?:[^()]|\([^()]*\))*)\);");
            Assert.True(prototype.Success, $"{import.EntryPoint} is not in the header.");
            string[] expected = prototype.Groups[2].Value is "" ? [] : [.. Regex.Split(prototype.Groups[2].Value, @",(?![^(]*\))").Select(KindOfC)];
            Assert.Equal(expected, method.GetParameters().Select(parameter => KindOf(parameter.ParameterType)));
            Assert.Equal(KindOfC(prototype.Groups[1].Value + " result"), KindOf(method.ReturnType));
        }
    }

    [Fact]
    public void ErrorsCarryLightGbmsMessage()
    {
        NativeMethods.QuietThisThread();

        LightGbmException error = Assert.Throws<LightGbmException>(LoadNonsense);

        Assert.Equal("Model file doesn't specify the number of classes", error.Message);
    }

    static unsafe void LoadNonsense()
    {
        fixed (byte* text = "nonsense\0"u8)
            NativeStatus.Check(NativeMethods.BoosterLoadModelFromString(text, out _, out _));
    }

    static string KindOfC(string declaration) => declaration switch
    {
        _ when declaration.Contains('*') || declaration.Contains("Handle ", StringComparison.Ordinal) => "pointer",
        _ when declaration.Contains("int64_t", StringComparison.Ordinal) || declaration.Contains("size_t", StringComparison.Ordinal) => "64 bits",
        _ when declaration.Contains("int", StringComparison.Ordinal) => "32 bits",
        _ => declaration,
    };

    static string KindOf(Type type) => type switch
    {
        _ when type == typeof(int) => "32 bits",
        _ when type == typeof(long) => "64 bits",
        _ when type.IsPointer || type.IsByRef || type.IsFunctionPointer || type == typeof(nint) => "pointer",
        _ when type == typeof(string) || type == typeof(string[]) || type.IsSubclassOf(typeof(SafeHandle)) => "pointer",
        _ => type.Name,
    };
}
