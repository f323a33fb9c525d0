using TransferPredict.Features.Layers.Values;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Spectra.Distances;

namespace TransferPredict.Features.Layers;

/// <summary>
/// What fine-tuning changed, matrix by matrix: WeightWatcher's distances between two models (raw, euclidean, cka), and the spectrum
/// of the difference with all metrics. Unlike WeightWatcher, which pairs layers by their order, it pairs them by name; where one model
/// stores matrices as the other's transposes, as an ONNX graph and a state dict do, it turns them.
/// </summary>
/// <param name="Changes">One result a pair, in the tuned model's order.</param>
/// <param name="LeftOut">What was not compared, with the reasons.</param>
public sealed record LayerComparison(IReadOnlyList<LayerChange> Changes, IReadOnlyList<SkippedMatrix> LeftOut)
{
    /// <summary>Steps of work that <see cref="Run"/> counts for each pair: three analyses and the distances.</summary>
    public const int StepsPerPair = 4;

    /// <summary>Compares those matrices of two models that the options keep.</summary>
    /// <param name="baseModel">The model before.</param>
    /// <param name="tunedModel">The model after.</param>
    /// <param name="options">How each matrix, and the difference, is analysed.</param>
    /// <param name="done">Is told, from any thread, how many steps are done, <see cref="StepsPerPair"/> for each pair.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public static LayerComparison Run(
        ModelMatrices baseModel, ModelMatrices tunedModel, LayerAnalysisOptions options, Action<int>? done = null, CancellationToken cancellation = default)
    {
        LayerPairs matched = LayerPairs.Match([.. baseModel.Matrices.Where(options.Layers.Keeps)], [.. tunedModel.Matrices.Where(options.Layers.Keeps)]);
        List<SkippedMatrix> leftOut =
        [
            .. baseModel.Skipped,
            .. tunedModel.Skipped,
            .. matched.OnlyBase.Select(matrix => new SkippedMatrix(matrix.File, matrix.OnnxName, $"only the base model has '{matrix.Name}'")),
            .. matched.OnlyTuned.Select(matrix => new SkippedMatrix(matrix.File, matrix.OnnxName, $"only the tuned model has '{matrix.Name}'")),
        ];
        List<(LayerMatrix Base, LayerMatrix Tuned)> pairs = [];
        bool anyTurned = matched.Pairs.Any(pair => AreTurned(pair.Base, pair.Tuned));
        foreach ((LayerMatrix first, LayerMatrix second) in matched.Pairs)
        {
            if (AreTurned(first, second) || (anyTurned && IsNearerTurned(first, second, options.Threads, cancellation)))
                pairs.Add((first, Turned(second)));
            else if (Shape(first) == Shape(second))
                pairs.Add((first, second));
            else
                leftOut.Add(new SkippedMatrix(second.File, second.OnnxName, $"'{first.Name}' is {Shape(first)} in the base model and {Shape(second)} in the tuned one"));
        }

        int count = 0;
        void Count() => done?.Invoke(Interlocked.Increment(ref count));
        LayerMatrix[] differences = [.. pairs.Select(pair => pair.Tuned with { Values = new DifferenceValues(pair.Tuned.Values, pair.Base.Values) })];
        LayerReport before = Analyse(pairs.Select(pair => pair.Base)), after = Analyse(pairs.Select(pair => pair.Tuned)), difference = Analyse(differences);
        leftOut.AddRange(difference.LeftOut);

        // Limits of size leave out the same pairs in all three.
        var distances = new MatrixDistanceResult.Measured?[difference.Layers.Count];
        MatrixSchedule.Run([.. difference.Layers.Select(layer => layer.Matrix.Values)], options.Threads, (i, threads) =>
        {
            distances[i] = Distance(before.Layers[i], after.Layers[i], threads, cancellation);
            Count();
        }, cancellation);
        return new LayerComparison(
            [.. distances.Select((distance, i) => new LayerChange(before.Layers[i], after.Layers[i], difference.Layers[i], distance))], leftOut);

        LayerReport Analyse(IEnumerable<LayerMatrix> matrices) =>
            LayerAnalysis.Run([.. matrices], options with { Layers = LayerFilter.All }, _ => Count(), cancellation);
    }

    static bool AreTurned(LayerMatrix first, LayerMatrix second) =>
        first.Values.Rows != first.Values.Columns && first.Values.Rows == second.Values.Columns && first.Values.Columns == second.Values.Rows;

    // An ONNX graph stores most weights inputs first, a state dict outputs first. Of square ones only the values tell.
    static bool IsNearerTurned(LayerMatrix first, LayerMatrix second, int threads, CancellationToken cancellation)
    {
        if (first.Values.Rows != first.Values.Columns || Shape(first) != Shape(second))
            return false;
        try
        {
            return Distance(Turned(second)) < Distance(second);
        }
        catch (NotFiniteValueException)
        {
            return false;
        }

        double Distance(LayerMatrix matrix) => ((MatrixDistanceResult.Measured)MatrixDistances.Measure(first.Values, matrix.Values, threads, cancellation)).Euclidean;
    }

    static LayerMatrix Turned(LayerMatrix matrix) =>
        matrix with { Values = new TransposedValues(matrix.Values), Note = FoundMatrix.Joined(matrix.Note, "turned: the base model has its transpose") };

    static string Shape(LayerMatrix matrix) => $"{matrix.Values.Rows} x {matrix.Values.Columns}";

    static MatrixDistanceResult.Measured? Distance(LayerSpectrum before, LayerSpectrum after, int threads, CancellationToken cancellation)
    {
        IMatrixValues first = before.Matrix.Values, second = after.Matrix.Values;
        return before.Failure is null && after.Failure is null ? MatrixDistances.Measure(first, second, threads, cancellation) as MatrixDistanceResult.Measured : null;
    }
}
