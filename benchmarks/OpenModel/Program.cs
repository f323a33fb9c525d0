using System.Diagnostics;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.Weights;

// Opens a model and lists its weights; with "read" also reads 8 MB of the embedding's rows, and with "gram" its WᵀW.
var watch = Stopwatch.StartNew();
OnnxModel model = OnnxModel.Open(args[0]);
ModelWeights weights = ModelWeights.Find(model);
Report("open and list");
foreach (WeightMatrix matrix in weights.Matrices)
    Console.WriteLine($"  {matrix}  {matrix.OnnxName}");

WeightMatrix embedding = weights.RequireTokenEmbedding();
var reader = new WeightReader(model, threads: 0);
if (args.Contains("read"))
{
    var random = new Random(1);
    int[] rows = [.. Enumerable.Range(0, 8 * 1024 * 1024 / 4 / embedding.Columns).Select(_ => random.Next(embedding.Rows))];
    for (int i = 0; i < 3; i++)
    {
        watch.Restart();
        _ = reader.ReadRows(embedding, rows);
        Report($"read {rows.Length} rows");
    }
}
if (args.Contains("gram"))
{
    watch.Restart();
    _ = reader.Gram(embedding);
    Report("gram");
}

void Report(string what)
{
    Console.WriteLine($"{what}: {watch.Elapsed.TotalMilliseconds:F0} ms, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
    if (OperatingSystem.IsLinux())
        Console.WriteLine("  now " + string.Join(", ", File.ReadLines("/proc/self/status").Where(line => line.StartsWith("Rss")).Select(line => line.Replace("\t", ""))));
}
