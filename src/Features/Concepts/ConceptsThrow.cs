using System.Diagnostics.CodeAnalysis;

namespace TransferPredict.Features.Concepts;

/// <summary>Every defect of what clustering and scores are given, one method each.</summary>
static class ConceptsThrow
{
    [DoesNotReturn]
    internal static void PointsLength(int length, int columns, string parameter) => throw new ArgumentException(
        $"{length} values were found; expected one or more vectors of {columns}, one after the other.", parameter);

    [DoesNotReturn]
    internal static void NotFinite(float value, int row, int column, string parameter) =>
        throw new ArgumentException($"{value} was found at row {row}, column {column}; finite numbers were expected.", parameter);

    [DoesNotReturn]
    internal static void TooLarge(double squares, double most, string parameter) => throw new ArgumentException(
        $"The squares of the values add up to {squares:G3}; at most {most:G3} was expected, above which float32 distances overflow.", parameter);

    [DoesNotReturn]
    internal static void ClusterCount(int clusters, int points, string parameter) => throw new ArgumentOutOfRangeException(
        parameter, clusters, $"{points} points were given; expected from 1 to {points} clusters.");

    [DoesNotReturn]
    internal static void CentroidsLength(int length, int columns, string parameter) => throw new ArgumentException(
        $"{length} values of initial centroids were found; expected one or more centroids of {columns} values.", parameter);

    [DoesNotReturn]
    internal static void MemoryLimit(int points, int columns, long bytes, long limit, string parameter) => throw new ArgumentException(
        $"Joining {points:N0} vectors of {columns} values takes {bytes / 1e6:N0} MB, expected at most {limit / 1e6:N0} MB: cluster a sample, use k-means, or raise the limit.", parameter);

    [DoesNotReturn]
    internal static void UnequalLengths(int clusters, int languages, string parameter) => throw new ArgumentException(
        $"{clusters} clusters and {languages} languages were found; expected one of each a word.", parameter);

    [DoesNotReturn]
    internal static void Language(int language, int word, int languages, string parameter) => throw new ArgumentOutOfRangeException(
        parameter, language, $"Word {word} is of language {language}; expected 0 to {languages - 1}.");

    [DoesNotReturn]
    internal static void Probability(double probability, string source, string target, string parameter) => throw new ArgumentException(
        $"The translation '{source}' -> '{target}' has probability {probability}; expected a number from 0 to 1.", parameter);

    [DoesNotReturn]
    internal static void OutOfRange(double value, double above, double below, string parameter) => throw new ArgumentOutOfRangeException(
        parameter, value, $"A number above {above} and below {below} was expected.");
}
