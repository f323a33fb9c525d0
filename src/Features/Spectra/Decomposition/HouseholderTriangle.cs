using System.Buffers;

namespace TransferPredict.Features.Spectra.Decomposition;

/// <summary>
/// R of a QR factorisation by Householder's reflections, a panel of columns at a time: the panel's reflections together are
/// I - V T Vᵀ and reach the columns to their right by two matrix products (Schreiber and Van Loan, 1989).
/// </summary>
static class HouseholderTriangle
{
    const int PanelColumns = 32;

    /// <summary>See <see cref="IDecompositionKernels.Triangle"/>.</summary>
    internal static void Reduce(Span<double> matrix, int rows, int columns)
    {
        const int depth = PackedProduct.Depth;
        double[] panel = ArrayPool<double>.Shared.Rent(PanelColumns * rows);
        double[] left = ArrayPool<double>.Shared.Rent(Math.Max(PackedProduct.PackedLength(depth, PanelColumns), PackedProduct.PackedLength(PanelColumns, rows)));
        double[] right = ArrayPool<double>.Shared.Rent(PackedProduct.PackedLength(depth, columns));
        double[] products = ArrayPool<double>.Shared.Rent(PanelColumns * columns);
        try
        {
            Span<double> triangle = stackalloc double[PanelColumns * PanelColumns];
            for (int first = 0; first < columns; first += PanelColumns)
            {
                int width = Math.Min(PanelColumns, columns - first), height = rows - first, rest = columns - first - width;
                Span<double> v = panel.AsSpan(0, width * height);
                FactorPanel(matrix, columns, first, width, height, v, triangle);
                if (rest == 0)
                    continue;

                // W = VᵀC, then C -= V (TᵀW).
                Span<double> w = products.AsSpan(0, width * rest);
                w.Clear();
                for (int row = 0; row < height; row += depth)
                {
                    int count = Math.Min(depth, height - row);
                    PackedProduct.PackTransposed(v[row..], height, count, width, left);
                    PackedProduct.Pack(matrix[((first + row) * columns + first + width)..], columns, count, rest, right);
                    PackedProduct.Add(left, width, right, rest, count, w, rest);
                }
                for (int i = width - 1; i >= 0; i--)
                {
                    Span<double> line = w.Slice(i * rest, rest);
                    Scale(-triangle[i * PanelColumns + i], line);
                    for (int j = 0; j < i; j++)
                        HouseholderReflector.AddScaled(-triangle[j * PanelColumns + i], w.Slice(j * rest, rest), line);
                }
                PackedProduct.Pack(v, height, width, height, left);
                PackedProduct.Pack(w, rest, width, rest, right);
                PackedProduct.Add(left, height, right, rest, width, matrix[(first * columns + first + width)..], columns);
            }
            for (int i = 1; i < columns; i++)
                matrix.Slice(i * columns, i).Clear();
        }
        finally
        {
            ArrayPool<double>.Shared.Return(panel);
            ArrayPool<double>.Shared.Return(left);
            ArrayPool<double>.Shared.Return(right);
            ArrayPool<double>.Shared.Return(products);
        }
    }

    // Leaves R's part of the panel in the matrix, V by columns in v, and T in the upper triangle.
    static void FactorPanel(Span<double> matrix, int columns, int first, int width, int height, Span<double> v, Span<double> triangle)
    {
        for (int i = 0; i < height; i++)
        {
            for (int j = 0; j < width; j++)
                v[j * height + i] = matrix[(first + i) * columns + first + j];
        }
        for (int j = 0; j < width; j++)
        {
            Span<double> column = v.Slice(j * height, height);
            double tau = HouseholderReflector.Make(column[j..], out double head);
            for (int other = j + 1; other < width; other++)
            {
                Span<double> target = v.Slice(other * height + j, height - j);
                HouseholderReflector.AddScaled(-tau * HouseholderReflector.Dot(column[j..], target), column[j..], target);
            }
            for (int i = 0; i < j; i++)
                matrix[(first + i) * columns + first + j] = column[i];
            matrix[(first + j) * columns + first + j] = head;
            column[..j].Clear();

            // T's column j is -τ T Vᵀv with τ below.
            for (int i = 0; i < j; i++)
                triangle[i * PanelColumns + j] = -tau * HouseholderReflector.Dot(v.Slice(i * height + j, height - j), column[j..]);
            for (int i = 0; i < j; i++)
            {
                double sum = 0;
                for (int k = i; k < j; k++)
                    sum += triangle[i * PanelColumns + k] * triangle[k * PanelColumns + j];
                triangle[i * PanelColumns + j] = sum;
            }
            triangle[j * PanelColumns + j] = tau;
        }
    }

    static void Scale(double factor, Span<double> values)
    {
        for (int i = 0; i < values.Length; i++)
            values[i] *= factor;
    }
}
