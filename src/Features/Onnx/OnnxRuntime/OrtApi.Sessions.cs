namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <content>Session options, sessions, run options.</content>
static unsafe partial class OrtApi
{
    internal static OrtSessionOptionsHandle CreateSessionOptions()
    {
        nint options = 0;
        Check(((delegate* unmanaged<nint*, nint>)F(OrtFunction.CreateSessionOptions))(&options), "creating session options");
        return new OrtSessionOptionsHandle(options);
    }

    internal static void SetGraphOptimization(OrtSessionOptionsHandle options, int level) =>
        SetInteger(options, OrtFunction.SetSessionGraphOptimizationLevel, level);

    internal static void SetIntraOpThreads(OrtSessionOptionsHandle options, int count) =>
        SetInteger(options, OrtFunction.SetIntraOpNumThreads, count);

    internal static void SetInterOpThreads(OrtSessionOptionsHandle options, int count) =>
        SetInteger(options, OrtFunction.SetInterOpNumThreads, count);

    internal static void DisableMemoryPattern(OrtSessionOptionsHandle options) => Switch(options, OrtFunction.DisableMemPattern);

    internal static void DisableCpuArena(OrtSessionOptionsHandle options) => Switch(options, OrtFunction.DisableCpuMemArena);

    internal static void AddConfigEntry(OrtSessionOptionsHandle options, string key, string value)
    {
        using OrtHandle.Borrowed o = options.Borrow();
        fixed (byte* k = Utf8(key), v = Utf8(value))
        {
            Check(
                ((delegate* unmanaged<nint, byte*, byte*, nint>)F(OrtFunction.AddSessionConfigEntry))(o.Address, k, v),
                $"setting '{key}' to '{value}'");
        }
    }

    internal static OrtSessionHandle CreateSession(OrtEnvHandle env, string path, OrtSessionOptionsHandle options)
    {
        nint session = 0;
        using OrtHandle.Borrowed e = env.Borrow(), o = options.Borrow();
        fixed (byte* p = PathBytes(path))
        {
            Check(
                ((delegate* unmanaged<nint, byte*, nint, nint*, nint>)F(OrtFunction.CreateSession))(e.Address, p, o.Address, &session),
                $"loading '{path}'");
        }
        return new OrtSessionHandle(session);
    }

    internal static OrtSessionHandle CreateSession(
        OrtEnvHandle env, ReadOnlySpan<byte> model, string name, OrtSessionOptionsHandle options)
    {
        nint session = 0;
        using OrtHandle.Borrowed e = env.Borrow(), o = options.Borrow();
        fixed (byte* p = model)
        {
            Check(
                ((delegate* unmanaged<nint, byte*, nuint, nint, nint*, nint>)F(OrtFunction.CreateSessionFromArray))(
                    e.Address, p, (nuint)model.Length, o.Address, &session),
                $"loading {name}");
        }
        return new OrtSessionHandle(session);
    }

    internal static OrtRunOptionsHandle CreateRunOptions()
    {
        nint options = 0;
        Check(((delegate* unmanaged<nint*, nint>)F(OrtFunction.CreateRunOptions))(&options), "creating run options");
        return new OrtRunOptionsHandle(options);
    }

    internal static void Terminate(OrtRunOptionsHandle options)
    {
        using OrtHandle.Borrowed o = options.Borrow();
        Check(((delegate* unmanaged<nint, nint>)F(OrtFunction.RunOptionsSetTerminate))(o.Address), "cancelling a run");
    }

    /// <summary>Runs the session; zeros among <paramref name="outputs"/> are replaced by new values.</summary>
    internal static void Run(
        OrtSessionHandle session, OrtRunOptionsHandle options,
        ReadOnlySpan<nint> inputNames, ReadOnlySpan<nint> inputs, ReadOnlySpan<nint> outputNames, Span<nint> outputs)
    {
        using OrtHandle.Borrowed s = session.Borrow(), r = options.Borrow();
        fixed (nint* inNames = inputNames, ins = inputs, outNames = outputNames, outs = outputs)
        {
            Check(
                ((delegate* unmanaged<nint, nint, nint*, nint*, nuint, nint*, nuint, nint*, nint>)F(OrtFunction.Run))(
                    s.Address, r.Address, inNames, ins, (nuint)inputs.Length, outNames, (nuint)outputs.Length, outs),
                "running the model");
        }
    }

    static void SetInteger(OrtSessionOptionsHandle options, OrtFunction function, int value)
    {
        using OrtHandle.Borrowed o = options.Borrow();
        Check(((delegate* unmanaged<nint, int, nint>)F(function))(o.Address, value), $"calling {function} with {value}");
    }

    static void Switch(OrtSessionOptionsHandle options, OrtFunction function)
    {
        using OrtHandle.Borrowed o = options.Borrow();
        Check(((delegate* unmanaged<nint, nint>)F(function))(o.Address), $"calling {function}");
    }
}
