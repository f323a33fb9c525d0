using System.Runtime.Intrinsics;

namespace TransferPredict.Features.Concepts.Clustering;

/// <summary>What <see cref="NearestSearch"/> makes of dot products: a score that is least for the nearest column.</summary>
interface ITileScore
{
    /// <summary>Scores of one row and sixteen columns; infinite for columns that must not be chosen.</summary>
    /// <param name="dots">The dot products.</param>
    /// <param name="row">The row's number among the vectors that are searched for.</param>
    /// <param name="column">Number of the first column.</param>
    Vector512<float> Of(Vector512<float> dots, int row, int column);
}
