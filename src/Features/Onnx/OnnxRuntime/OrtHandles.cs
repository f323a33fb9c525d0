using System.Runtime.InteropServices;

namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>An object of ONNX Runtime that has a release function of its own.</summary>
abstract unsafe class OrtHandle : SafeHandle
{
    readonly OrtFunction _release;

    protected OrtHandle(nint value, OrtFunction release) : base(0, ownsHandle: true)
    {
        _release = release;
        SetHandle(value);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The object's address, kept from being released until the result is disposed.</summary>
    internal Borrowed Borrow() => new(this);

    protected override bool ReleaseHandle()
    {
        ((delegate* unmanaged<nint, void>)OrtLibrary.Instance[_release])(handle);
        return true;
    }

    internal readonly ref struct Borrowed
    {
        readonly OrtHandle _handle;

        internal Borrowed(OrtHandle handle)
        {
            bool added = false;
            handle.DangerousAddRef(ref added);
            _handle = handle;
        }

        internal nint Address => _handle.DangerousGetHandle();

        public void Dispose() => _handle.DangerousRelease();
    }
}

sealed class OrtEnvHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseEnv);

sealed class OrtSessionOptionsHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseSessionOptions);

sealed class OrtSessionHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseSession);

sealed class OrtRunOptionsHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseRunOptions);

sealed class OrtValueHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseValue);

sealed class OrtMemoryInfoHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseMemoryInfo);

sealed class OrtTypeInfoHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseTypeInfo);

sealed class OrtTensorInfoHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseTensorTypeAndShapeInfo);

sealed class OrtCudaOptionsHandle(nint value) : OrtHandle(value, OrtFunction.ReleaseCUDAProviderOptions);
