using System.Collections.Immutable;
using System.Runtime.InteropServices;
using TransferPredict.Evaluate.Findings;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Layers;
using TransferPredict.Training;
using TransferPredict.Training.Findings;

namespace TransferPredict.Evaluate.Report;

/// <summary>The inside of one model.</summary>
/// <param name="Name">Name of the model.</param>
/// <param name="Matrices">Its weight matrices.</param>
/// <param name="Spectra">Place of a language to the normalised eigenvalues of its embedding rows (by token): float32 in base64, ascending.</param>
/// <param name="Trends">Alignment by layer; none where layers.csv was not measured.</param>
sealed record ModelEntry(string Name, ImmutableArray<MatrixEntry> Matrices, ImmutableSortedDictionary<int, string> Spectra, ImmutableArray<TrendEntry> Trends)
{
    static readonly string[] _measures = ["calign", "colap", "cosine_gap"];

    /// <summary>Analyses the matrices, and reads what was measured of languages and layers.</summary>
    /// <exception cref="IOException">The model's folder or its table of languages is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged.</exception>
    public static ModelEntry Of(ReportOptions options, LanguageCatalog catalog, string model, LanguageList languages, IJobProgress progress, CancellationToken cancellation)
    {
        using var matrices = ModelMatrices.Open(options.Root.Model(model));
        LayerReport report = progress.Run($"Analysing matrices of {model}", matrices.Matrices.Count,
            done => LayerAnalysis.Run(matrices, new LayerAnalysisOptions { MarchenkoPastur = true, Threads = options.Threads }, done, cancellation));
        ImmutableSortedDictionary<string, LanguageSpectrum> spectra = LanguageTable.Load(LanguageTable.FileIn(options.Root.Features, model)).Spectra;
        (ImmutableArray<LayerTrend> trends, _) = FindingsStudy.LayersOf(options.Root, catalog, [model]);
        return new ModelEntry(
            model, [.. report.Layers.Select(MatrixEntry.Of).OfType<MatrixEntry>()],
            languages.Languages.Select((l, place) => (place, spectra.GetValueOrDefault(l.Code)?.Token)).Where(s => s.Token is not null)
                .ToImmutableSortedDictionary(s => s.place, s => Base64(s.Token!.Values)),
            [.. trends.Where(t => _measures.Contains(t.Measure)).Select(t => new TrendEntry(t.Measure, [.. t.Layers.Select(l => Compact.Figure(l)!)]))]);
    }

    static string Base64(ReadOnlySpan<double> values)
    {
        float[] single = new float[values.Length];
        for (int i = 0; i < single.Length; i++)
            single[i] = (float)values[i];
        return Convert.ToBase64String(MemoryMarshal.AsBytes<float>(single)); // little-endian, as all machines that .NET runs on but one
    }
}
