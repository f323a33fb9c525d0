using BenchmarkDotNet.Attributes;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Spectra.PowerLaws;

namespace TransferPredict.Spectra;

/// <summary>The power-law fit to the eigenvalues of a Gaussian matrix.</summary>
public class PowerLawBenchmarks
{
    double[] _eigenvalues = [];

    /// <summary>The number of eigenvalues, each but the largest a candidate for xmin.</summary>
    [Params(256, 768)]
    public int Order { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        double[] matrix = RandomValues.Gaussian(4 * Order * Order), gram = new double[Order * Order];
        IDecompositionKernels kernels = ManagedKernels.Instance;
        kernels.AddGram(matrix, 4 * Order, Order, ofRows: false, gram);
        _eigenvalues = new double[Order];
        kernels.Eigenvalues(gram, Order, _eigenvalues);
    }

    [Benchmark]
    public PowerLawResult Fit() => PowerLawFit.Fit(_eigenvalues);
}
