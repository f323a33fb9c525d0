using System.Buffers;

namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>A tensor in main memory: an input over an array of ours, or an output of ONNX Runtime's own.</summary>
public sealed class OrtTensor : IDisposable
{
    readonly MemoryHandle _pin;

    OrtTensor(OrtValueHandle value, MemoryHandle pin, TensorElementType type, long[] shape, long count)
    {
        (Handle, _pin, ElementType, Shape, Count) = (value, pin, type, shape, count);
    }

    /// <summary>The type of the elements.</summary>
    public TensorElementType ElementType { get; }

    /// <summary>The dimensions, outermost first; elements are in row-major order.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The number of elements: the product of the dimensions.</summary>
    public long Count { get; }

    internal OrtValueHandle Handle { get; }

    /// <summary>
    /// A tensor over <paramref name="data"/>, which is not copied: it stays pinned until the tensor is disposed. Given to
    /// <see cref="OrtSession"/> as an output, ONNX Runtime writes into it.
    /// </summary>
    /// <param name="data">The elements in row-major order: float, double, long, int, short, sbyte, byte, ushort, uint, ulong, bool or Half.</param>
    /// <param name="shape">The dimensions; their product is the number of elements.</param>
    /// <exception cref="ArgumentException">The shape does not fit the data, or the type is none of those.</exception>
    public static OrtTensor Over<T>(Memory<T> data, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        TensorElementType type = TensorElementTypes.Of<T>();
        long[] dimensions = shape.ToArray();
        long count = TensorElementTypes.Count(dimensions) ?? throw new ArgumentException(
            $"The shape [{string.Join(", ", dimensions)}] has a negative dimension or too many elements.", nameof(shape));
        if (count != data.Length)
        {
            throw new ArgumentException(
                $"The shape [{string.Join(", ", dimensions)}] needs {count} elements, the data has {data.Length}.", nameof(shape));
        }

        MemoryHandle pin = data.Pin();
        try
        {
            OrtValueHandle value;
            unsafe
            {
                nuint bytes = (nuint)data.Length * (nuint)sizeof(T);
                value = OrtApi.CreateTensor(OrtEnvironment.Memory, (nint)pin.Pointer, bytes, dimensions, type);
            }
            return new OrtTensor(value, pin, type, dimensions, count);
        }
        catch
        {
            pin.Dispose();
            throw;
        }
    }

    /// <summary>The elements, in place; not to be used after the tensor is disposed.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not what the tensor holds.</exception>
    public unsafe ReadOnlySpan<T> AsSpan<T>() where T : unmanaged
    {
        TensorElementType asked = TensorElementTypes.Of<T>();
        if (asked != ElementType)
            throw new InvalidOperationException($"The tensor holds {ElementType}, asked for as {asked}.");

        ObjectDisposedException.ThrowIf(Handle.IsClosed, this);
        return new ReadOnlySpan<T>((void*)OrtApi.DataOf(Handle), checked((int)Count));
    }

    /// <summary>A copy of the elements.</summary>
    /// <exception cref="InvalidOperationException"><typeparamref name="T"/> is not what the tensor holds.</exception>
    public T[] ToArray<T>() where T : unmanaged => AsSpan<T>().ToArray();

    /// <inheritdoc/>
    public void Dispose()
    {
        Handle.Dispose();
        _pin.Dispose();
    }

    internal static OrtTensor Take(nint address)
    {
        var value = new OrtValueHandle(address);
        try
        {
            if (!OrtApi.IsTensor(value))
                throw new NotSupportedException("An output is a sequence or a map; only tensors are supported.");
            (TensorElementType type, long[] shape, long count) = OrtApi.TypeAndShapeOf(value);
            return new OrtTensor(value, default, type, shape, count);
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }
}
