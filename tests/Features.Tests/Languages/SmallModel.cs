using System.Globalization;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tests.Onnx;
using TransferPredict.Features.Tests.Spectra;

namespace TransferPredict.Features.Tests.Languages;

/// <summary>A repository of a test's own: one model of 1,500 tokens x 8, with counts of a few languages.</summary>
sealed class SmallModel : IDisposable
{
    internal const int Rows = 1500, Columns = 8;

    readonly TempFolder _folder = new();

    internal SmallModel()
    {
        WriteModel(seed: 1);
        WriteCounts("fao_Latn", TokenDrawsTest.Text(1400, 3000));
        WriteCounts("isl_Latn", TokenDrawsTest.Text(1300, 3500, first: 100));
        WriteCounts("koi_Cyrl", TokenDrawsTest.Text(1200, 800)); // 400 types are used twice: no view by type
        WriteCounts("vep_Latn", TokenDrawsTest.Text(90, 100)); // neither view
    }

    internal ProjectRoot Root => new(_folder.Path);

    internal string TableFile => LanguageTable.FileIn(Root.Features, "tiny");

    internal float[] Embedding { get; private set; } = [];

    internal void WriteModel(long seed)
    {
        Embedding = Seeded.GaussianRows(Rows, Columns, seed);
        for (int i = 0; i < Embedding.Length; i++)
            Embedding[i] *= 1 + i % Columns; // columns of different length: a spectrum with a shape
        _folder.Write("models/tiny/model.onnx", ModelBuilder.WithEmbedding(Embedding, Rows, Columns).ToBytes());
    }

    internal void WriteCounts(string language, SparseCounts counts)
    {
        IEnumerable<string> lines = counts.Keys.ToArray().Zip(counts.Counts.ToArray(), (key, count) => string.Create(CultureInfo.InvariantCulture, $"{key}\t{count}\n"));
        _folder.Write($"data/counts/tiny/{language}.tsv", "token\tcount\n" + string.Concat(lines));
    }

    internal MultilingualModel Open() => MultilingualModel.Open("tiny", Root.Model("tiny"));

    internal LanguageTableBuilder Builder() => new(Open(), CorpusFolder.Open(Root.Counts, "tiny"));

    public void Dispose() => _folder.Dispose();
}
