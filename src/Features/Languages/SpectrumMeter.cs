using System.Collections.Immutable;
using TransferPredict.Features.Numerics;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.Decomposition;
using TransferPredict.Features.Spectra.Similarity;

namespace TransferPredict.Features.Languages;

/// <summary>
/// Measures the spectra of a language's embedding rows: seeded draws of its tokens (<see cref="SpectrumSampling"/>), the
/// uncentred second moment of the rows drawn, its eigenvalues. Any number of threads may measure at a time; what a language
/// gets depends on its own counts only.
/// </summary>
/// <param name="embedding">The model's token embedding, opened by rows.</param>
public sealed class SpectrumMeter(WeightRows embedding)
{
    readonly int _columns = embedding.Matrix.Columns;

    /// <summary>Measures a language.</summary>
    /// <param name="language">Code of the language: the name of its streams of chance.</param>
    /// <param name="tokens">Its token counts, ids below the rows of the embedding.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="InvalidDataException">Rows drawn hold an infinity, NaN, or nothing but zeros.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The embedding has no row for an id.</exception>
    public LanguageSpectrum Measure(string language, SparseCounts tokens, CancellationToken cancellation = default)
    {
        List<double[]> byToken = Repeat(language, "token", random => TokenDraws.ByToken(tokens, SpectrumSampling.TokenDraws, random), cancellation);
        List<double[]> byType = Repeat(language, "type", random => TokenDraws.ByType(tokens, SpectrumSampling.TypeDraws, random), cancellation);
        (ImmutableArray<float> mean, ImmutableArray<float> spread) = Metrics(byToken);
        return new LanguageSpectrum(Average(byToken), Average(byType), mean, spread);
    }

    List<double[]> Repeat(
        string language, string view, Func<SeededRandom, (int[] Ids, int[] Multiplicity)?> draw, CancellationToken cancellation)
    {
        List<double[]> spectra = [];
        for (int repetition = 0; repetition < SpectrumSampling.Repetitions; repetition++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (draw(new SeededRandom(SpectrumSampling.Seed, $"{language}/{view}/{repetition}")) is not { } drawn)
                break;
            spectra.Add(Eigenvalues(language, drawn.Ids, drawn.Multiplicity, cancellation));
        }
        return spectra;
    }

    double[] Eigenvalues(string language, int[] ids, int[] multiplicity, CancellationToken cancellation)
    {
        float[] rows = embedding.Read(ids, cancellation);
        if (rows.AsSpan().IndexOfAnyExcept(0f) < 0)
            throw Unusable($"only zeros in the {ids.Length} rows drawn for {language}");
        int strange = Array.FindIndex(rows, value => !float.IsFinite(value));
        if (strange >= 0)
            throw Unusable($"{rows[strange]} in row {ids[strange / _columns]}, column {strange % _columns}");
        double[] moment = new double[_columns * _columns];
        SecondMoment.Compute(rows, _columns, multiplicity, moment);
        return SymmetricEigenvalues.Compute(moment, _columns);
    }

    InvalidDataException Unusable(string found) => new(
        $"{embedding.Matrix.Source.FilePath}, tensor '{embedding.Matrix.OnnxName}': found {found}, expected the finite values of a trained token embedding.");

    /// <summary>Mean of the sorted eigenvalues over the draws, each draw divided by its own mean first.</summary>
    static NormalizedSpectrum? Average(List<double[]> spectra)
    {
        if (spectra.Count == 0)
            return null;
        double[] mean = new double[spectra[0].Length];
        foreach (double[] eigenvalues in spectra)
        {
            double scale = eigenvalues.Average() * spectra.Count;
            for (int i = 0; i < mean.Length; i++)
                mean[i] += Math.Max(0, eigenvalues[i]) / scale;
        }
        // As float32, like the stored table: a table just measured and the same one read back give the same bits.
        return NormalizedSpectrum.Restore([.. mean.Select(value => (double)(float)value)])
            ?? throw new ArithmeticException($"The mean of {spectra.Count} normalised spectra of {mean.Length} eigenvalues is none.");
    }

    static (ImmutableArray<float> Mean, ImmutableArray<float> Spread) Metrics(List<double[]> spectra)
    {
        double[][] values = [.. spectra.Select(LanguageMetrics.Of)];
        LanguageMetric[] metrics = Enum.GetValues<LanguageMetric>();
        double[][] byMetric = [.. metrics.Select(m => values.Select(v => v[(int)m]).Where(double.IsFinite).ToArray())];
        return ([.. byMetric.Select(v => v.Length == 0 ? float.NaN : (float)v.Average())],
            [.. byMetric.Select(v => v.Length == 0 ? float.NaN : (float)Math.Sqrt(v.Average(x => (x - v.Average()) * (x - v.Average()))))]);
    }
}
