using TransferPredict.Features.Spectra.Decomposition;

namespace TransferPredict.Features.Representations.Vectors;

/// <summary>
/// Mean and covariance of vectors that pass by. Sums are kept in double precision of differences from the mean of the first
/// vectors, so that nothing cancels (Chan, Golub and LeVeque 1983, "shifted data"); vectors are added in fixed
/// blocks, in their order.
/// </summary>
sealed class RunningMoments
{
    const int Block = 1024;

    static readonly int[] _once = [.. Enumerable.Repeat(1, Block)];

    readonly int _width;
    readonly float[] _rows;
    readonly float[] _shift;
    readonly double[] _sum;
    readonly double[] _squares;
    readonly double[] _product;
    int _buffered;

    internal RunningMoments(int width)
    {
        _width = width;
        _rows = new float[Block * width];
        _shift = new float[width];
        _sum = new double[width];
        _squares = new double[width * width];
        _product = new double[width * width];
    }

    /// <summary>The number of vectors added.</summary>
    internal long Count { get; private set; }

    internal void Add(ReadOnlySpan<float> row)
    {
        row.CopyTo(_rows.AsSpan(_buffered * _width));
        if (++_buffered == Block)
            Flush();
    }

    /// <summary>The mean and the covariance, divided by the number of vectors, which is 1 or more.</summary>
    internal (double[] Mean, double[] Covariance) Finish()
    {
        Flush();
        double[] mean = new double[_width], covariance = new double[_squares.Length];
        for (int i = 0; i < _width; i++)
            mean[i] = _shift[i] + _sum[i] / Count;
        for (int i = 0; i < _width; i++)
        {
            for (int j = 0; j < _width; j++)
                covariance[i * _width + j] = _squares[i * _width + j] / Count - _sum[i] / Count * (_sum[j] / Count);
        }
        return (mean, covariance);
    }

    void Flush()
    {
        if (_buffered == 0)
            return;
        Span<float> rows = _rows.AsSpan(0, _buffered * _width);
        if (Count == 0)
            SetShift(rows);
        for (int start = 0; start < rows.Length; start += _width)
        {
            Span<float> row = rows.Slice(start, _width);
            for (int i = 0; i < _width; i++)
            {
                row[i] -= _shift[i];
                _sum[i] += row[i];
            }
        }
        SecondMoment.Compute(rows, _width, _once.AsSpan(0, _buffered), _product);
        for (int i = 0; i < _squares.Length; i++)
            _squares[i] += _product[i];
        Count += _buffered;
        _buffered = 0;
    }

    void SetShift(ReadOnlySpan<float> rows)
    {
        double[] sum = new double[_width];
        for (int i = 0; i < rows.Length; i++)
            sum[i % _width] += rows[i];
        for (int i = 0; i < _width; i++)
            _shift[i] = (float)(sum[i] / _buffered);
    }
}
