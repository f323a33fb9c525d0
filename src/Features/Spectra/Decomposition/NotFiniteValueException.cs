namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>A matrix holds a NaN or an infinity where finite numbers were expected.</summary>
public sealed class NotFiniteValueException(double value, int row, int column)
    : ArithmeticException($"{value} was found at row {row}, column {column}; finite numbers were expected.")
{
    /// <summary>The value: NaN or an infinity.</summary>
    public double Value { get; } = value;

    /// <summary>The row of the first such value, row after row.</summary>
    public int Row { get; } = row;

    /// <summary>Its column.</summary>
    public int Column { get; } = column;
}
