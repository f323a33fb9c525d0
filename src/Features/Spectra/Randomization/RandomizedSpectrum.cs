using TransferPredict.Features.Numerics;
using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Spectra.Randomization;

/// <summary>
/// What is left of a spectrum when the elements of its matrix are shuffled (WeightWatcher 0.7.5.5, <c>randomize=True</c>): a
/// matrix of noise has about its own spectrum again, one that learned something does not. Elements are permuted, not drawn.
/// </summary>
/// <param name="Eigenvalues">
/// Of one shuffled matrix, or of five pooled where the smaller dimension is below 100; ascending. What a Marchenko-Pastur fit of
/// the randomised matrix (rand_sigma_mp and so on) takes.
/// </param>
/// <param name="Largest">The largest of them (max_rand_eval).</param>
/// <param name="Distance">
/// The Jensen-Shannon distance, in nats, between the sorted eigenvalues of the matrix and those of one more shuffled matrix, each
/// divided by their sum, place by place: in [0, √ln 2] (rand_distance); null for a zero matrix.
/// </param>
/// <param name="SoftRank">The largest eigenvalue of that matrix over the matrix's own (ww_softrank); null for a zero matrix.</param>
/// <param name="MaxDistance">The matrix's largest eigenvalue less that of the one more (ww_maxdist).</param>
public sealed record RandomizedSpectrum(double[] Eigenvalues, double Largest, double? Distance, double? SoftRank, double MaxDistance)
{
    const int FewEigenvalues = 100;
    const int Replicas = 5;

    /// <summary>Shuffles the elements and computes the spectra. The result has the same bits for any number of threads.</summary>
    /// <param name="matrix">The matrix; its values are kept in single precision, all at once.</param>
    /// <param name="eigenvalues">Its own eigenvalues, min(rows, columns), in any order.</param>
    /// <param name="seed">Any number; another seed gives other permutations.</param>
    /// <param name="name">The matrix's name: every name has permutations of its own, whatever else is analysed.</param>
    /// <param name="threads">Threads to work with, 1 or more.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="ArgumentException">Another number of eigenvalues, a bad one, or more elements than an array holds.</exception>
    /// <exception cref="NotFiniteValueException">A value is NaN or infinite; the first such, row after row, is named.</exception>
    public static RandomizedSpectrum Compute(
        IMatrixValues matrix, ReadOnlySpan<double> eigenvalues, long seed, string name, int threads = 1, CancellationToken cancellation = default)
    {
        int smaller = Math.Min(matrix.Rows, matrix.Columns);
        if (eigenvalues.Length != smaller)
            SpectraThrow.EigenvalueCount(eigenvalues.Length, matrix.Rows, matrix.Columns, nameof(eigenvalues));
        double[] own = Spectrum.Ascending(eigenvalues, nameof(eigenvalues));
        ShuffledValues shuffled = ShuffledValues.Read(matrix, new SeededRandom(seed, name + "/randomize"));

        int replicas = smaller < FewEigenvalues ? Replicas : 1;
        double[] pooled = new double[replicas * smaller];
        for (int i = 0; i < replicas; i++)
            Next().CopyTo(pooled, i * smaller);
        Array.Sort(pooled);

        double[] more = Next();
        double? softRank = own[^1] > 0 ? more[^1] / own[^1] : null;
        return new RandomizedSpectrum(pooled, pooled[^1], JensenShannon(own, more), softRank, own[^1] - more[^1]);

        double[] Next()
        {
            cancellation.ThrowIfCancellationRequested();
            shuffled.Shuffle();
            return MatrixSpectrum.Compute(shuffled, threads, cancellation).Eigenvalues;
        }
    }

    static double? JensenShannon(double[] first, double[] second)
    {
        double firstSum = Spectrum.Sum(first, nameof(first)), secondSum = Spectrum.Sum(second, nameof(second));
        if (firstSum == 0 || secondSum == 0)
            return null;
        double sum = 0;
        for (int i = 0; i < first.Length; i++)
        {
            double p = first[i] / firstSum, q = second[i] / secondSum, middle = (p + q) / 2;
            sum += Divergence(p, middle) + Divergence(q, middle);
        }
        return Math.Sqrt(Math.Max(0, sum / 2));
    }

    static double Divergence(double p, double middle) => p > 0 ? p * PortableMath.Log(p / middle) : 0;
}
