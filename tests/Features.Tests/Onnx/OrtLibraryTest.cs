using System.Runtime.InteropServices;
using TransferPredict.Features.Onnx.OnnxRuntime;

namespace TransferPredict.Features.Tests.Onnx;

public sealed unsafe class OrtLibraryTest
{
    [Fact]
    public void Functions_StandWhereTheHeaderHasThem()
    {
        // tests/Golden/onnxruntime_api.py read these from onnxruntime_c_api.h, one name a line in the struct's order.
        string[] header = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Golden", "onnxruntime_api.txt"));

        foreach (OrtFunction function in Enum.GetValues<OrtFunction>())
            Assert.Equal(function.ToString(), header[(int)function]);
    }

    [Fact]
    public void Version_IsRecentEnough() => Assert.True(Version.Parse(OrtEnvironment.Version) >= new Version(1, OrtLibrary.ApiVersion));

    [Theory]
    [InlineData("1.20.1", false)]
    [InlineData("0.5.0", false)]
    [InlineData("unknown", false)]
    [InlineData("1.21.0", true)]
    [InlineData("1.30.0-dev", true)]
    [InlineData("2.0.0", true)]
    public void FromBase_RefusesOlderLibrariesByName(string version, bool accepted)
    {
        fixed (byte* text = System.Text.Encoding.UTF8.GetBytes(version + '\0'))
        {
            _version = text;
            nint* apiBase = stackalloc nint[2];
            apiBase[0] = (nint)(delegate* unmanaged<uint, nint>)&GetApi;
            apiBase[1] = (nint)(delegate* unmanaged<byte*>)&GetVersion;
            nint address = (nint)apiBase;

            if (accepted)
            {
                Assert.Equal(version, OrtLibrary.FromBase(address, "libold.so").Version);
                return;
            }
            string message = Assert.Throws<DllNotFoundException>(() => OrtLibrary.FromBase(address, "libold.so")).Message;
            Assert.Contains($"'libold.so' is ONNX Runtime {version}; 1.21 or later is needed", message);
            Assert.Contains("TRANSFERPREDICT_ONNXRUNTIME", message);
        }
    }

    static byte* _version;

    [UnmanagedCallersOnly]
    static nint GetApi(uint version) => version == OrtLibrary.ApiVersion ? 1 : 0;

    [UnmanagedCallersOnly]
    static byte* GetVersion() => _version;
}
