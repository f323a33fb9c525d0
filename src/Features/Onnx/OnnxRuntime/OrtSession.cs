using System.Runtime.InteropServices;

namespace TransferPredict.Features.Onnx.OnnxRuntime;

/// <summary>A model loaded by ONNX Runtime. Any number of threads may run it at a time.</summary>
public sealed class OrtSession : IDisposable
{
    readonly OrtSessionHandle _handle;

    OrtSession(OrtSessionHandle handle)
    {
        _handle = handle;
        try
        {
            Inputs = OrtApi.Describe(handle, inputs: true);
            Outputs = OrtApi.Describe(handle, inputs: false);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>What the model takes, in its order; initializers are not among them.</summary>
    public IReadOnlyList<OrtTensorInfo> Inputs { get; }

    /// <summary>What the model gives, in its order.</summary>
    public IReadOnlyList<OrtTensorInfo> Outputs { get; }

    /// <summary>Loads a model file with its external data.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses the model.</exception>
    public static OrtSession FromFile(string path, OrtSessionOptions? options = null)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"'{path}' is not there; an ONNX model file was expected.", path);

        using OrtSessionOptionsHandle handle = (options ?? new OrtSessionOptions()).Create();
        return new OrtSession(OrtApi.CreateSession(OrtEnvironment.Handle, Path.GetFullPath(path), handle));
    }

    /// <summary>Loads a model from memory; <paramref name="name"/> says in errors what it is.</summary>
    /// <exception cref="OnnxRuntimeException">ONNX Runtime refuses the model.</exception>
    public static OrtSession FromBytes(ReadOnlySpan<byte> model, string name = "a model in memory", OrtSessionOptions? options = null)
    {
        using OrtSessionOptionsHandle handle = (options ?? new OrtSessionOptions()).Create();
        return new OrtSession(OrtApi.CreateSession(OrtEnvironment.Handle, model, name, handle));
    }

    /// <summary>Runs the model and returns the named outputs, which the caller disposes, in their order.</summary>
    /// <exception cref="OnnxRuntimeException">A name, type or shape does not fit the model, or an operator failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> ended the run.</exception>
    public OrtTensor[] Run(
        IReadOnlyList<KeyValuePair<string, OrtTensor>> inputs, IReadOnlyList<string> outputs, CancellationToken cancellation = default)
    {
        nint[] values = new nint[outputs.Count];
        Run(inputs, outputs, values, cancellation);

        var tensors = new OrtTensor[values.Length];
        int taken = 0;
        try
        {
            while (taken < values.Length)
            {
                nint value = values[taken];
                // Take owns the value from here on, also when it throws.
                values[taken] = 0;
                tensors[taken] = OrtTensor.Take(value);
                taken++;
            }
            return tensors;
        }
        catch
        {
            foreach (OrtTensor tensor in tensors.AsSpan(0, taken))
                tensor.Dispose();
            foreach (nint value in values)
                new OrtValueHandle(value).Dispose();
            throw;
        }
    }

    /// <summary>Runs the model, which writes into the tensors given as outputs; their shapes must be the results' shapes.</summary>
    /// <exception cref="OnnxRuntimeException">A name, type or shape does not fit the model, or an operator failed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> ended the run.</exception>
    public void RunInto(
        IReadOnlyList<KeyValuePair<string, OrtTensor>> inputs, IReadOnlyList<KeyValuePair<string, OrtTensor>> outputs,
        CancellationToken cancellation = default)
    {
        var borrowed = new Borrowing([.. outputs.Select(output => output.Value)]);
        try
        {
            Run(inputs, [.. outputs.Select(output => output.Key)], borrowed.Addresses, cancellation);
        }
        finally
        {
            borrowed.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    void Run(
        IReadOnlyList<KeyValuePair<string, OrtTensor>> inputs, IReadOnlyList<string> outputs, nint[] values,
        CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        nint[] inputNames = [.. inputs.Select(input => Marshal.StringToCoTaskMemUTF8(input.Key))];
        nint[] outputNames = [.. outputs.Select(Marshal.StringToCoTaskMemUTF8)];
        var borrowed = new Borrowing([.. inputs.Select(input => input.Value)]);
        using OrtRunOptionsHandle options = OrtApi.CreateRunOptions();
        CancellationTokenRegistration registration = cancellation.Register(() => OrtApi.Terminate(options));
        try
        {
            OrtApi.Run(_handle, options, inputNames, borrowed.Addresses, outputNames, values);
        }
        catch (OnnxRuntimeException exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException("The run of the model was cancelled.", exception, cancellation);
        }
        finally
        {
            // Waits for a termination under way, so that it never meets released options.
            registration.Dispose();
            borrowed.Release();
            foreach (nint name in inputNames.Concat(outputNames))
                Marshal.FreeCoTaskMem(name);
        }
    }

    /// <summary>The addresses of tensors that must not be released while ONNX Runtime works on them.</summary>
    readonly struct Borrowing
    {
        readonly OrtTensor[] _tensors;

        internal Borrowing(OrtTensor[] tensors)
        {
            _tensors = tensors;
            Addresses = new nint[tensors.Length];
            int added = 0;
            try
            {
                for (; added < tensors.Length; added++)
                {
                    bool success = false;
                    tensors[added].Handle.DangerousAddRef(ref success);
                    Addresses[added] = tensors[added].Handle.DangerousGetHandle();
                }
            }
            catch
            {
                foreach (OrtTensor tensor in tensors.AsSpan(0, added))
                    tensor.Handle.DangerousRelease();
                throw;
            }
        }

        internal nint[] Addresses { get; }

        internal void Release()
        {
            foreach (OrtTensor tensor in _tensors)
                tensor.Handle.DangerousRelease();
        }
    }
}
