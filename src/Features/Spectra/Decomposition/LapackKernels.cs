using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// The kernels of a BLAS and LAPACK library, by their Fortran symbols with 32-bit integers. What is row after row here is
/// column after column there: the library sees every matrix transposed.
/// </summary>
sealed unsafe class LapackKernels : IDecompositionKernels
{
    // Fortran passes the length of every text behind the other arguments.
    readonly delegate* unmanaged<byte*, byte*, int*, int*, double*, double*, int*, double*, double*, int*, nuint, nuint, void> _dsyrk;
    readonly delegate* unmanaged<byte*, byte*, int*, double*, int*, double*, double*, int*, int*, nuint, nuint, void> _dsyev;
    readonly delegate* unmanaged<int*, int*, double*, int*, double*, double*, int*, int*, void> _dgeqrf;
    readonly delegate* unmanaged<byte*, int*, int*, double*, int*, double*, double*, int*, double*, int*, double*, int*, int*, int*, nuint, void> _dgesdd;

    LapackKernels(string name, nint dsyrk, nint dsyev, nint dgeqrf, nint dgesdd)
    {
        Name = name;
        _dsyrk = (delegate* unmanaged<byte*, byte*, int*, int*, double*, double*, int*, double*, double*, int*, nuint, nuint, void>)dsyrk;
        _dsyev = (delegate* unmanaged<byte*, byte*, int*, double*, int*, double*, double*, int*, int*, nuint, nuint, void>)dsyev;
        _dgeqrf = (delegate* unmanaged<int*, int*, double*, int*, double*, double*, int*, int*, void>)dgeqrf;
        _dgesdd = (delegate* unmanaged<byte*, int*, int*, double*, int*, double*, double*, int*, double*, int*, double*, int*, int*, int*, nuint, void>)dgesdd;
    }

    public string Name { get; }

    /// <summary>Binds a loaded library.</summary>
    /// <param name="library">Its handle.</param>
    /// <param name="name">What to call it.</param>
    /// <param name="missing">The first symbol it lacks, where null is returned.</param>
    internal static LapackKernels? Bind(nint library, string name, out string? missing)
    {
        missing = null;
        nint[] symbols = new nint[4];
        string[] names = ["dsyrk_", "dsyev_", "dgeqrf_", "dgesdd_"];
        for (int i = 0; i < names.Length; i++)
        {
            if (!NativeLibrary.TryGetExport(library, names[i], out symbols[i]))
            {
                missing = names[i];
                return null;
            }
        }
        return new LapackKernels(name, symbols[0], symbols[1], symbols[2], symbols[3]);
    }

    public void AddGram(ReadOnlySpan<double> block, int rows, int columns, bool ofRows, Span<double> gram)
    {
        byte lower = (byte)'L', transposed = (byte)(ofRows ? 'T' : 'N');
        (int order, int length) = ofRows ? (rows, columns) : (columns, rows);
        double one = 1;
        fixed (double* x = block, sums = gram)
            _dsyrk(&lower, &transposed, &order, &length, &one, x, &columns, &one, sums, &order, 1, 1);
    }

    public void Eigenvalues(Span<double> matrix, int order, Span<double> eigenvalues)
    {
        byte valuesOnly = (byte)'N', lower = (byte)'L';
        int ask = -1, status;
        double size;
        fixed (double* a = matrix, w = eigenvalues)
        {
            _dsyev(&valuesOnly, &lower, &order, a, &order, w, &size, &ask, &status, 1, 1);
            int length = (int)size;
            double[] rented = ArrayPool<double>.Shared.Rent(length);
            fixed (double* work = rented)
                _dsyev(&valuesOnly, &lower, &order, a, &order, w, work, &length, &status, 1, 1);
            ArrayPool<double>.Shared.Return(rented);
        }
        if (status != 0)
            SpectraThrow.LapackFailed("dsyev", status, order);
    }

    public void Triangle(Span<double> matrix, int rows, int columns)
    {
        // dgelqf would factor the matrix as it lies, but takes twice as long as dgeqrf.
        int ask = -1, status;
        double size;
        double[] factors = ArrayPool<double>.Shared.Rent(columns), transposed = ArrayPool<double>.Shared.Rent(rows * columns);
        Transpose(matrix, rows, columns, transposed);
        fixed (double* a = transposed, tau = factors)
        {
            _dgeqrf(&rows, &columns, a, &rows, tau, &size, &ask, &status);
            int length = (int)size;
            double[] rented = ArrayPool<double>.Shared.Rent(length);
            fixed (double* work = rented)
                _dgeqrf(&rows, &columns, a, &rows, tau, work, &length, &status);
            ArrayPool<double>.Shared.Return(rented);
        }
        for (int i = 0; i < columns; i++)
        {
            for (int j = 0; j < columns; j++)
                matrix[i * columns + j] = j < i ? 0 : transposed[j * rows + i];
        }
        ArrayPool<double>.Shared.Return(factors);
        ArrayPool<double>.Shared.Return(transposed);
        if (status != 0)
            SpectraThrow.LapackFailed("dgeqrf", status, columns);
    }

    public void SingularValues(Span<double> matrix, int order, Span<double> values)
    {
        byte valuesOnly = (byte)'N';
        int ask = -1, status;
        double size, nothing = 0;
        int one = 1;
        int[] integers = ArrayPool<int>.Shared.Rent(8 * order);
        fixed (double* a = matrix, s = values)
        fixed (int* iwork = integers)
        {
            _dgesdd(&valuesOnly, &order, &order, a, &order, s, &nothing, &one, &nothing, &one, &size, &ask, iwork, &status, 1);
            int length = (int)size;
            double[] rented = ArrayPool<double>.Shared.Rent(length);
            fixed (double* work = rented)
                _dgesdd(&valuesOnly, &order, &order, a, &order, s, &nothing, &one, &nothing, &one, work, &length, iwork, &status, 1);
            ArrayPool<double>.Shared.Return(rented);
        }
        ArrayPool<int>.Shared.Return(integers);
        if (status != 0)
            SpectraThrow.LapackFailed("dgesdd", status, order);
        values[..order].Reverse();
    }

    // Square by square, so that both sides stay in the first-level cache.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Transpose(ReadOnlySpan<double> matrix, int rows, int columns, Span<double> transposed)
    {
        const int side = 32;
        for (int row = 0; row < rows; row += side)
        {
            for (int column = 0; column < columns; column += side)
            {
                for (int j = column; j < Math.Min(columns, column + side); j++)
                {
                    for (int i = row; i < Math.Min(rows, row + side); i++)
                        transposed[j * rows + i] = matrix[i * columns + j];
                }
            }
        }
    }
}
