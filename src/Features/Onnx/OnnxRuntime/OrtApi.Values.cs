namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <content>What a session takes and gives, tensors, their types and shapes.</content>
static unsafe partial class OrtApi
{
    const int ArenaAllocator = 1;
    const int DefaultMemory = 0;

    internal static OrtMemoryInfoHandle CreateCpuMemoryInfo()
    {
        nint info = 0;
        Check(
            ((delegate* unmanaged<int, int, nint*, nint>)F(OrtFunction.CreateCpuMemoryInfo))(ArenaAllocator, DefaultMemory, &info),
            "describing main memory");
        return new OrtMemoryInfoHandle(info);
    }

    /// <summary>The names, element types and shapes of a session's inputs, or of its outputs.</summary>
    internal static OrtTensorInfo[] Describe(OrtSessionHandle session, bool inputs)
    {
        using OrtHandle.Borrowed s = session.Borrow();
        nuint count = 0;
        nint call = F(inputs ? OrtFunction.SessionGetInputCount : OrtFunction.SessionGetOutputCount);
        Check(((delegate* unmanaged<nint, nuint*, nint>)call)(s.Address, &count), "counting inputs or outputs");

        var described = new OrtTensorInfo[checked((int)count)];
        for (nuint i = 0; i < count; i++)
        {
            nint type = 0;
            call = F(inputs ? OrtFunction.SessionGetInputTypeInfo : OrtFunction.SessionGetOutputTypeInfo);
            Check(((delegate* unmanaged<nint, nuint, nint*, nint>)call)(s.Address, i, &type), "asking for a type");
            using var typeHandle = new OrtTypeInfoHandle(type);

            // Sequences and maps have no tensor info; this library has no use for them, but must not trip over them.
            nint tensor = 0;
            Check(
                ((delegate* unmanaged<nint, nint*, nint>)F(OrtFunction.CastTypeInfoToTensorInfo))(type, &tensor),
                "asking for a tensor's type");
            string name = NameOf(s.Address, i, inputs);
            described[i] = tensor == 0
                ? new OrtTensorInfo(name, TensorElementType.Undefined, [])
                : new OrtTensorInfo(name, ElementTypeOf(tensor), ShapeOf(tensor));
        }
        return described;
    }

    /// <summary>A tensor over memory of ours, which must stay in place until the value is released.</summary>
    internal static OrtValueHandle CreateTensor(
        OrtMemoryInfoHandle memory, nint data, nuint byteLength, ReadOnlySpan<long> shape, TensorElementType type)
    {
        nint value = 0;
        using OrtHandle.Borrowed m = memory.Borrow();
        fixed (long* dimensions = shape)
        {
            Check(
                ((delegate* unmanaged<nint, nint, nuint, long*, nuint, int, nint*, nint>)F(OrtFunction.CreateTensorWithDataAsOrtValue))(
                    m.Address, data, byteLength, dimensions, (nuint)shape.Length, (int)type, &value),
                $"making a tensor of {type}[{string.Join(", ", shape.ToArray())}]");
        }
        return new OrtValueHandle(value);
    }

    internal static bool IsTensor(OrtValueHandle value)
    {
        int isTensor = 0;
        using OrtHandle.Borrowed v = value.Borrow();
        Check(((delegate* unmanaged<nint, int*, nint>)F(OrtFunction.IsTensor))(v.Address, &isTensor), "asking what an output is");
        return isTensor != 0;
    }

    /// <summary>Where a tensor's elements lie; valid until the value is released.</summary>
    internal static nint DataOf(OrtValueHandle value)
    {
        nint data = 0;
        using OrtHandle.Borrowed v = value.Borrow();
        Check(((delegate* unmanaged<nint, nint*, nint>)F(OrtFunction.GetTensorMutableData))(v.Address, &data), "asking for a tensor's data");
        return data;
    }

    internal static (TensorElementType Type, long[] Shape, long Count) TypeAndShapeOf(OrtValueHandle value)
    {
        nint info = 0;
        using OrtHandle.Borrowed v = value.Borrow();
        Check(((delegate* unmanaged<nint, nint*, nint>)F(OrtFunction.GetTensorTypeAndShape))(v.Address, &info), "asking for a tensor's shape");
        using var handle = new OrtTensorInfoHandle(info);

        nuint count = 0;
        Check(
            ((delegate* unmanaged<nint, nuint*, nint>)F(OrtFunction.GetTensorShapeElementCount))(info, &count),
            "counting a tensor's elements");
        return (ElementTypeOf(info), ShapeOf(info), checked((long)count));
    }

    static string NameOf(nint session, nuint index, bool input)
    {
        nint allocator = 0;
        Check(((delegate* unmanaged<nint*, nint>)F(OrtFunction.GetAllocatorWithDefaultOptions))(&allocator), "asking for its allocator");

        byte* name = null;
        nint call = F(input ? OrtFunction.SessionGetInputName : OrtFunction.SessionGetOutputName);
        Check(((delegate* unmanaged<nint, nuint, nint, byte**, nint>)call)(session, index, allocator, &name), "asking for a name");
        try
        {
            return OrtLibrary.Text(name);
        }
        finally
        {
            Check(((delegate* unmanaged<nint, void*, nint>)F(OrtFunction.AllocatorFree))(allocator, name), "freeing a name");
        }
    }

    static TensorElementType ElementTypeOf(nint info)
    {
        int type = 0;
        Check(((delegate* unmanaged<nint, int*, nint>)F(OrtFunction.GetTensorElementType))(info, &type), "asking for an element type");
        return (TensorElementType)type;
    }

    static long[] ShapeOf(nint info)
    {
        nuint rank = 0;
        Check(((delegate* unmanaged<nint, nuint*, nint>)F(OrtFunction.GetDimensionsCount))(info, &rank), "asking for a rank");
        long[] shape = new long[checked((int)rank)];
        fixed (long* dimensions = shape)
            Check(((delegate* unmanaged<nint, long*, nuint, nint>)F(OrtFunction.GetDimensions))(info, dimensions, rank), "asking for a shape");
        return shape;
    }
}
