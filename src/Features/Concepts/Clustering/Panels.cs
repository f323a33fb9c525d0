using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>
/// Vectors laid out for <see cref="DotTile"/>: panels of a fixed number of vectors, in each the vectors' first values, then their
/// second, and so on. The last panel is filled up with zeros. The memory is aligned to cache lines.
/// </summary>
sealed unsafe class Panels : IDisposable
{
    const int Alignment = 64;

    readonly int _width;
    readonly int _depth;
    float* _values;

    /// <summary>Makes room; the values are zeros.</summary>
    /// <param name="vectors">How many vectors there is room for.</param>
    /// <param name="width">Vectors of a panel: a multiple of four.</param>
    /// <param name="depth">Length of a vector.</param>
    internal Panels(int vectors, int width, int depth)
    {
        _width = width;
        _depth = depth;
        Count = (vectors + width - 1) / width;
        nuint bytes = checked((nuint)Count * (nuint)width * (nuint)depth * sizeof(float));
        _values = (float*)NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
        NativeMemory.Clear(_values, bytes);
    }

    ~Panels() => NativeMemory.AlignedFree(_values);

    /// <summary>How many panels.</summary>
    internal int Count { get; }

    /// <summary>The panel of the vectors from panel x width on.</summary>
    internal float* this[int panel] => _values + (nint)panel * _width * _depth;

    /// <summary>Copies four vectors, less an origin, to the places first to first + 3 (first a multiple of four).</summary>
    /// <param name="first">The first vector's place.</param>
    /// <param name="a">First vector.</param>
    /// <param name="b">Second vector.</param>
    /// <param name="c">Third vector.</param>
    /// <param name="d">Fourth vector.</param>
    /// <param name="origin">What is taken off each.</param>
    internal void SetFour(int first, float* a, float* b, float* c, float* d, float* origin)
    {
        float* target = this[first / _width] + first % _width;
        int k = 0;
        if (Sse.IsSupported || AdvSimd.Arm64.IsSupported)
            for (; k <= _depth - 4; k += 4, target += 4 * _width)
            {
                Vector128<float> o = Vector128.Load(origin + k);
                Vector128<float> ra = Vector128.Load(a + k) - o, rb = Vector128.Load(b + k) - o, rc = Vector128.Load(c + k) - o, rd = Vector128.Load(d + k) - o;
                Vector128<float> lowAc = Low(ra, rc), highAc = High(ra, rc), lowBd = Low(rb, rd), highBd = High(rb, rd);
                Low(lowAc, lowBd).Store(target);
                High(lowAc, lowBd).Store(target + _width);
                Low(highAc, highBd).Store(target + 2 * _width);
                High(highAc, highBd).Store(target + 3 * _width);
            }
        for (; k < _depth; k++, target += _width)
        {
            target[0] = a[k] - origin[k];
            target[1] = b[k] - origin[k];
            target[2] = c[k] - origin[k];
            target[3] = d[k] - origin[k];
        }
    }

    /// <summary>Squared length of a vector as it is stored.</summary>
    internal double SquaredNorm(int vector)
    {
        float* values = this[vector / _width] + vector % _width;
        double sum = 0;
        for (int k = 0; k < _depth; k++, values += _width)
            sum += (double)*values * *values;
        return sum;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.AlignedFree(_values);
        _values = null;
        GC.SuppressFinalize(this);
    }

    static Vector128<float> Low(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    static Vector128<float> High(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
