using System.Text;
using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Tests.Numerics;

public class Fnv1aTest
{
    // The first three are published test vectors (RFC 9923, appendix); the last was computed by lab/counts.py.
    [Theory]
    [InlineData("", 0xcbf29ce484222325)]
    [InlineData("a", 0xaf63dc4c8601ec8c)]
    [InlineData("foobar", 0x85944171f73967e8)]
    [InlineData("føroyar", 0xf98bf6a90806b60f)]
    public void Hash_KnownValues(string text, ulong expected) => Assert.Equal(expected, Fnv1a.Hash(Encoding.UTF8.GetBytes(text)));
}
