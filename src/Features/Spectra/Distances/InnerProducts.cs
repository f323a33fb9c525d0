using TransferPredict.Features.Numerics;

namespace TransferPredict.Features.Spectra.Distances;

/// <summary>
/// The sum Σₖ aₖ bₖᵀ over pairs of vectors that come block by block. Every entry is summed in the order of the vectors, so that
/// the result has the same bits however many threads work.
/// </summary>
/// <param name="order">Values in a vector, 1 or more.</param>
/// <param name="isSymmetric">Whether each bₖ is aₖ; then only the upper triangle is computed.</param>
sealed class InnerProducts(int order, bool isSymmetric)
{
    const int TileRows = ProductTile.Rows;
    const int TileColumns = ProductTile.Columns;
    const int Panel = 128; // vectors packed at a time: two groups' panels and a tile stay in the first-level cache

    readonly int _width = (order + TileColumns - 1) / TileColumns * TileColumns;
    double[]? _sums, _left, _right;

    /// <summary>Adds the products of <paramref name="count"/> pairs.</summary>
    /// <param name="left">The vectors aₖ, row after row.</param>
    /// <param name="right">The vectors bₖ likewise.</param>
    /// <param name="count">The number of pairs.</param>
    /// <param name="areColumns">Whether the vectors are the columns of the rows given, of which there are <paramref name="count"/>, else the rows.</param>
    /// <param name="threads">Threads to work with.</param>
    internal void Add(double[] left, double[] right, int count, bool areColumns, int threads)
    {
        _sums ??= new double[_width * _width];
        _left ??= new double[_width * Panel];
        _right ??= isSymmetric ? _left : new double[_width * Panel];
        for (int first = 0; first < count; first += Panel)
        {
            int vectors = Math.Min(Panel, count - first);
            Pack(left, first, vectors, count, areColumns, _left);
            if (!isSymmetric)
                Pack(right, first, vectors, count, areColumns, _right);
            int groups = _width / TileColumns;
            if (threads == 1)
            {
                for (int group = 0; group < groups; group++)
                    AddGroup(group, vectors);
            }
            else
            {
                Parallel.For(0, groups, new ParallelOptions { MaxDegreeOfParallelism = threads }, group => AddGroup(group, vectors));
            }
        }
    }

    /// <summary>The sum of the products of the entries of two such sums, both symmetric or both not.</summary>
    internal double Dot(InnerProducts other)
    {
        double total = 0;
        for (int i = 0; i < order; i++)
        {
            int from = i * _width;
            double row = 0;
            for (int j = isSymmetric ? i + 1 : 0; j < order; j++)
                row += _sums![from + j] * other._sums![from + j];
            total += isSymmetric ? 2 * row + _sums![from + i] * other._sums![from + i] : row;
        }
        return total;
    }

    // Groups of TileColumns places follow each other; within a group, vector after vector.
    void Pack(double[] values, int first, int vectors, int count, bool areColumns, double[] packed)
    {
        for (int group = 0; group < _width; group += TileColumns)
        {
            for (int k = 0; k < vectors; k++)
            {
                for (int j = 0; j < TileColumns; j++)
                {
                    int i = group + j;
                    packed[group * vectors + k * TileColumns + j] =
                        i >= order ? 0 : areColumns ? values[i * count + first + k] : values[(first + k) * order + i];
                }
            }
        }
    }

    void AddGroup(int group, int vectors)
    {
        int column = group * TileColumns;
        int rows = isSymmetric ? column + TileColumns : _width;
        for (int row = 0; row < rows; row += TileRows)
        {
            int offset = row / TileColumns * TileColumns * vectors + row % TileColumns;
            ProductTile.Add(ref _left![offset], TileColumns, ref _right![column * vectors], vectors, ref _sums![row * _width + column], _width);
        }
    }
}
