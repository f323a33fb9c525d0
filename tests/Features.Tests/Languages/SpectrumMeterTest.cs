using MathNet.Numerics.LinearAlgebra;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Numerics;
using TransferPredict.Features.Onnx.Weights;
using TransferPredict.Features.Spectra;
using TransferPredict.Features.Spectra.PowerLaws;
using TransferPredict.Features.Spectra.Similarity;
using TransferPredict.Features.Tests.Onnx;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Languages;

public sealed class SpectrumMeterTest : IDisposable
{
    const int Columns = SmallModel.Columns;

    readonly SmallModel _small = new();

    public void Dispose() => _small.Dispose();

    [Fact]
    public void Measure_EqualsAPlainComputation()
    {
        SparseCounts text = TokenDrawsTest.Text(1400, 3000);

        LanguageSpectrum spectrum = Measure("fao_Latn", text);

        double[][] byToken = Plainly("fao_Latn/token", random => TokenDraws.ByToken(text, 4096, random));
        double[][] byType = Plainly("fao_Latn/type", random => TokenDraws.ByType(text, 1024, random));
        AssertSpectrum(byToken, spectrum.Token!);
        AssertSpectrum(byType, spectrum.Type!);
        SpectralMetrics[] metrics = [.. byToken.Select(e => SpectralMetrics.Compute(e, 4096, Columns))];
        AssertMetric(LanguageMetric.Alpha, metrics.Select(m => ((PowerLawResult.Fitted)m.PowerLaw).Alpha));
        AssertMetric(LanguageMetric.D, metrics.Select(m => ((PowerLawResult.Fitted)m.PowerLaw).D));
        AssertMetric(LanguageMetric.LogXmin, metrics.Select(m => Math.Log10(((PowerLawResult.Fitted)m.PowerLaw).Xmin)));
        AssertMetric(LanguageMetric.LogNorm, byToken.Select(e => Math.Log10(e.Sum())));
        AssertMetric(LanguageMetric.LogSpectralNorm, byToken.Select(e => Math.Log10(e[^1])));
        AssertMetric(LanguageMetric.StableRank, byToken.Select(e => e.Sum() / e[^1]));
        AssertMetric(LanguageMetric.Entropy, byToken.Select(e => -e.Sum(l => l / e.Sum() * Math.Log(l / e.Sum())) / Math.Log(Columns)));

        void AssertMetric(LanguageMetric metric, IEnumerable<double> values)
        {
            double mean = values.Average(), spread = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
            Assert.Equal(mean, spectrum[metric], 1e-5 * Math.Max(1, Math.Abs(mean)));
            Assert.Equal(spread, spectrum.Spread[(int)metric], 1e-5);
            Assert.True(spread > 0, $"{metric} differs between draws");
        }
    }

    [Fact]
    public void Measure_DependsOnTheLanguagesNameAndCountsAlone()
    {
        SparseCounts text = TokenDrawsTest.Text(1400, 3000);
        double[] first = Measure("fao_Latn", text).Token!.Values.ToArray();

        Assert.Equal(first, Measure("fao_Latn", text).Token!.Values.ToArray());
        Assert.NotEqual(first, Measure("isl_Latn", text).Token!.Values.ToArray());
    }

    [Fact]
    public void Measure_OfTooLittleTextIsMissing()
    {
        LanguageSpectrum few = Measure("vep_Latn", TokenDrawsTest.Text(90, 100)), some = Measure("koi_Cyrl", TokenDrawsTest.Text(1200, 800));

        Assert.Null(few.Token);
        Assert.Null(few.Type);
        Assert.All([.. few.Metrics, .. few.Spread], value => Assert.True(float.IsNaN(value)));
        Assert.NotNull(some.Token);
        Assert.Null(some.Type);
        Assert.All(some.Metrics, value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [InlineData(0f, "found only zeros in the ")]
    [InlineData(float.NaN, "found NaN in row 1, column 2")]
    [InlineData(float.PositiveInfinity, "found ∞ in row 1, column 2")]
    public void Measure_RefusesAnUnusableEmbedding(float value, string found)
    {
        float[] values = value == 0 ? new float[SmallModel.Rows * Columns] : Seeded.GaussianRows(SmallModel.Rows, Columns, 1);
        values[1 * Columns + 2] = value;
        using ModelFolder folder = new();
        ModelWeights weights = folder.Weights(ModelBuilder.WithEmbedding(values, SmallModel.Rows, Columns));
        using WeightRows rows = new WeightReader(weights.Model).OpenRows(weights.RequireTokenEmbedding());

        InvalidDataException exception = Assert.Throws<InvalidDataException>(
            () => new SpectrumMeter(rows).Measure("fao_Latn", TokenDrawsTest.Text(1400, 3000)));

        Assert.Contains($"model.onnx, tensor 'embeddings.word_embeddings.weight': {found.Replace("∞", $"{value}")}", exception.Message);
    }

    [Fact]
    public void Metrics_OfMoreColumnsThanDraws()
    {
        // Rank at most 4,096 of 4,100: the smallest four are zero but for rounding.
        double[] eigenvalues = [-1e-12, 0, 1e-12, 2e-12, .. Enumerable.Range(1, 4096).Select(i => (double)i)];

        double[] metrics = LanguageMetrics.Of(eigenvalues);

        Assert.Equal(4097 / 2.0, metrics[(int)LanguageMetric.StableRank], 1e-9);
    }

    LanguageSpectrum Measure(string language, SparseCounts text)
    {
        MultilingualModel model = _small.Open();
        using WeightRows rows = new WeightReader(model.Weights.Model).OpenRows(model.TokenEmbedding);
        return new SpectrumMeter(rows).Measure(language, text);
    }

    /// <summary>Ascending eigenvalues of each draw: the rows written out as often as drawn, WᵀW and its eigenvalues by Math.NET.</summary>
    double[][] Plainly(string stream, Func<SeededRandom, (int[] Ids, int[] Multiplicity)?> draw) => [.. Enumerable.Range(0, 4).Select(repetition =>
    {
        (int[] ids, int[] multiplicity) = draw(new SeededRandom(20261121, $"{stream}/{repetition}"))!.Value;
        int[] drawn = [.. ids.Zip(multiplicity).SelectMany(d => Enumerable.Repeat(d.First, d.Second))];
        Matrix<double> w = Matrix<double>.Build.Dense(drawn.Length, Columns, (i, j) => _small.Embedding[drawn[i] * Columns + j]);
        return w.TransposeThisAndMultiply(w).Evd(Symmetricity.Symmetric).EigenValues.Select(e => e.Real).Order().ToArray();
    })];

    static void AssertSpectrum(double[][] draws, NormalizedSpectrum found)
    {
        Assert.Equal(Columns, found.Count);
        for (int i = 0; i < Columns; i++)
        {
            double expected = draws.Average(e => e[i] / e.Average());
            Assert.Equal(expected, found.Values[i], 1e-7 * expected + 1e-12);
        }
    }
}
