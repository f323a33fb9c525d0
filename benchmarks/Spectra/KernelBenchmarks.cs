using BenchmarkDotNet.Attributes;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Spectra;

/// <summary>The kernels of a spectrum on Gaussian matrices of four times as many rows as columns, as in a transformer's feed-forward block.</summary>
public class KernelBenchmarks
{
    IDecompositionKernels _kernels = ManagedKernels.Instance;
    double[] _matrix = [], _symmetric = [], _work = [], _values = [];

    /// <summary>Whether LAPACK's kernels are timed, which must be installed, or the managed ones.</summary>
    [Params(false, true)]
    public bool Lapack { get; set; }

    /// <summary>Columns.</summary>
    [Params(256, 768)]
    public int Order { get; set; }

    int Rows => 4 * Order;

    [GlobalSetup]
    public void Setup()
    {
        _kernels = LapackLibrary.Find(Lapack ? null : "none");
        if (Lapack && _kernels is ManagedKernels)
            throw new DllNotFoundException("No OpenBLAS was found.");
        _matrix = RandomValues.Gaussian(Rows * Order);
        _work = new double[_matrix.Length];
        _values = new double[Order];
        _symmetric = new double[Order * Order];
        _kernels.AddGram(_matrix, Rows, Order, ofRows: false, _symmetric);
    }

    [Benchmark]
    public void Gram()
    {
        Array.Clear(_work, 0, Order * Order);
        _kernels.AddGram(_matrix, Rows, Order, ofRows: false, _work);
    }

    [Benchmark]
    public void Eigenvalues()
    {
        _symmetric.CopyTo(_work, 0);
        _kernels.Eigenvalues(_work, Order, _values);
    }

    [Benchmark]
    public void Triangle()
    {
        _matrix.CopyTo(_work, 0);
        _kernels.Triangle(_work, Rows, Order);
    }

    [Benchmark]
    public void SingularValues()
    {
        Array.Copy(_matrix, _work, Order * Order);
        _kernels.SingularValues(_work, Order, _values);
    }
}
