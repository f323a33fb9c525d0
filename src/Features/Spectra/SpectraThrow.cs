using System.Diagnostics.CodeAnalysis;

namespace TransferPredict.Features.Spectra;

/// <summary>Every defect of what these functions are given, one method each.</summary>
static class SpectraThrow
{
    [DoesNotReturn]
    internal static void MatrixLength(int length, int order, string parameter) =>
        throw new ArgumentException($"The matrix has {length} values; a square matrix of order {order} has {(long)order * order}.", parameter);

    [DoesNotReturn]
    internal static void NotFinite(double value, int row, int column, string parameter) =>
        throw new ArgumentException($"{value} was found at row {row}, column {column}; finite numbers were expected.", parameter);

    [DoesNotReturn]
    internal static void NotFinite(double value, int index, string parameter) =>
        throw new ArgumentException($"{value} was found at place {index}; finite eigenvalues were expected.", parameter);

    [DoesNotReturn]
    internal static void Negative(double value, int index, double largest, string parameter) => throw new ArgumentException(
        $"The eigenvalue {value} was found at place {index} beside a largest of {largest}; WᵀW has none below zero.", parameter);

    [DoesNotReturn]
    internal static void NoEigenvalues(string parameter) =>
        throw new ArgumentException("The spectrum is empty; at least one eigenvalue was expected.", parameter);

    [DoesNotReturn]
    internal static void ZeroSpectrum(int count, string parameter) =>
        throw new ArgumentException($"All {count} eigenvalues are 0; a spectrum is compared relative to its mean, which must be above 0.", parameter);

    [DoesNotReturn]
    internal static void TooLarge(double sum, string parameter) =>
        throw new ArgumentException($"The eigenvalues add up to {sum}; a finite sum was expected.", parameter);

    [DoesNotReturn]
    internal static void NotConverged(int order, int iterations) => throw new ArithmeticException(
        $"The eigenvalues of a matrix of order {order} did not converge in {iterations} iterations.");

    [DoesNotReturn]
    internal static void RowsLength(int length, int columns, int rows, string parameter) => throw new ArgumentException(
        $"The rows hold {length} values; {rows} rows (as many as multiplicities) of {columns} columns have {(long)rows * columns}.", parameter);

    [DoesNotReturn]
    internal static void ResultLength(int length, int columns, string parameter) => throw new ArgumentException(
        $"The result has room for {length} values; the second moment of {columns} columns has {(long)columns * columns}.", parameter);

    [DoesNotReturn]
    internal static void Multiplicity(int value, int row, string parameter) =>
        throw new ArgumentException($"Row {row} has multiplicity {value}; 0 or more was expected.", parameter);

    [DoesNotReturn]
    internal static void EigenvalueCount(int count, int rows, int columns, string parameter) => throw new ArgumentException(
        $"{count} eigenvalues were given for a matrix of {rows} x {columns}, which has {Math.Min(rows, columns)}.", parameter);

    [DoesNotReturn]
    internal static void PooledCount(int count, int larger, int smaller, string parameter) => throw new ArgumentException(
        $"{count} eigenvalues were given for matrices of {larger} x {smaller}; a multiple of {smaller} was expected.", parameter);

    [DoesNotReturn]
    internal static void TooManyElements(int rows, int columns, int limit, string parameter) => throw new ArgumentException(
        $"The matrix of {rows} x {columns} has {(long)rows * columns} elements; at most {limit} can be shuffled.", parameter);

    [DoesNotReturn]
    internal static void UnequalShapes(string first, string second, string parameter) => throw new ArgumentException(
        $"Matrices of {first} and of {second} cannot be subtracted; equal shapes were expected.", parameter);

    [DoesNotReturn]
    internal static void UnequalCounts(int first, int second, string parameter) => throw new ArgumentException(
        $"Spectra of {first} and of {second} eigenvalues cannot be compared one by one; equal numbers were expected.", parameter);

    [DoesNotReturn]
    internal static void OutOfRange(double value, double low, double high, string parameter) => throw new ArgumentOutOfRangeException(
        parameter, value, $"A number from {low} to {high} was expected.");

    [DoesNotReturn]
    internal static void LapackFailed(string routine, int status, int order) => throw new ArithmeticException(
        $"LAPACK's {routine} returned {status} for a matrix of order {order}; 0 was expected.");

    [DoesNotReturn]
    internal static void OrderTooLarge(int rows, int columns, string parameter) => throw new ArgumentException(
        $"The matrix is {rows} x {columns}; at most {(int)Math.Sqrt(Array.MaxLength / 2)} rows or columns were expected.", parameter);

    [DoesNotReturn]
    internal static void EigenvalueRange(double singularValue) => throw new ArithmeticException(
        $"The largest singular value is {singularValue}; one whose square is a normal number in double precision was expected, 1.5e-154 to 1.3e154.");

    internal static ArithmeticException ValuesChanged() =>
        new("A value that was NaN or infinite was finite when it was read again; values that do not change were expected.");
}
