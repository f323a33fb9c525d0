using System.Globalization;
using System.Text;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Tests.Onnx;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Tests;

/// <summary>
/// A repository of its own, with a tiny model called as the shipped one, counts of some languages, scores that follow from family
/// and source, and the real catalogue: the whole path runs on it in seconds.
/// </summary>
sealed class TestRepository : IDisposable
{
    const int Vocabulary = 300, Width = 8;

    public static readonly string[] Sources = ["eng_Latn", "deu_Latn", "fra_Latn", "rus_Cyrl", "fin_Latn", "tur_Latn", "por_Latn", "swe_Latn"];

    public static readonly string[] Targets =
        [.. Sources, "nld_Latn", "isl_Latn", "spa_Latn", "ita_Latn", "ukr_Cyrl", "est_Latn", "por_Latn_BR", "azj_Latn"];

    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped(ProjectRoot.Find(AppContext.BaseDirectory));

    public TestRepository()
    {
        Root = new ProjectRoot(Directory.CreateTempSubdirectory("transferpredict-").FullName);
        Directory.CreateDirectory(Path.Combine(Root.Folder, "src"));
        Write(ProjectRoot.SolutionFile, "");
        Write("data/languages.csv", File.ReadAllText(ProjectRoot.Find(AppContext.BaseDirectory).LanguagesFile));
        var random = new Random(5);
        Directory.CreateDirectory(Root.Model(Defaults.Model));
        File.WriteAllBytes(Path.Combine(Root.Model(Defaults.Model), "model.onnx"), ModelBuilder.WithEmbedding(
            [.. Enumerable.Range(0, Vocabulary * Width).Select(_ => (float)(random.NextDouble() - 0.5))], Vocabulary, Width).ToBytes());
        foreach (string code in (string[])[.. Targets, "fao_Latn"])
            WriteCounts(code);
        WriteScores("pos.mini-xlmr.csv");
    }

    public ProjectRoot Root { get; }

    public string Folder => Root.Folder;

    public string ScoresFile => Path.Combine(Root.Scores, "pos.mini-xlmr.csv");

    public string Write(string name, string text)
    {
        string path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Trains in this process.</summary>
    public TrainingOutcome Train(TrainingOptions? options = null, CancellationToken cancellation = default) =>
        TrainingJob.Run(Root, options ?? new TrainingOptions(), new JobProgress(quiet: true), cancellation);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    void WriteCounts(string code)
    {
        Language language = _catalog.Resolve(code);
        var random = new Random(code.Sum(c => c));
        int start = (language.Family ?? "").Sum(c => c) % 150;
        Write($"data/counts/{Defaults.Model}/{code}.tsv",
            "token\tcount\n" + string.Concat(Enumerable.Range(start, 140).Select(id => $"{id}\t{random.Next(25, 60)}\n")));
        Write($"data/counts/words/{code}.tsv",
            "hash\tcount\n" + string.Concat(Enumerable.Range(start, 100).Select(id => $"{id:x16}\t{random.Next(1, 9)}\n")));
    }

    /// <summary>English is run with two seeds; source = target is there, as in real files.</summary>
    void WriteScores(string name)
    {
        var text = new StringBuilder("task,metric,model,source,target,score,train_size,seed,origin\n");
        foreach (string source in Sources)
            foreach (string target in Targets)
                for (int seed = 0; seed < (source == "eng_Latn" ? 2 : 1); seed++)
                    text.Append(CultureInfo.InvariantCulture, $"pos,accuracy,{Defaults.Model},{source},{target},{Score(source, target, seed):0.0000},8000,{seed},test\n");
        Write($"data/scores/{name}", text.ToString());
    }

    static double Score(string source, string target, int seed)
    {
        Language a = _catalog.Resolve(source), b = _catalog.Resolve(target);
        double noise = new Random((source + target).Sum(c => c) + seed).NextDouble() * 0.02;
        return (a.Code == b.Code ? 0.9 : a.Genus == b.Genus ? 0.7 : a.Family == b.Family ? 0.55 : 0.3) + (Array.IndexOf(Sources, source) * 0.01) + noise;
    }
}
