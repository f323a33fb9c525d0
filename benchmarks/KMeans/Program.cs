using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using TransferPredict.Features.Concepts.Clustering;

// Driven by benchmarks/kmeans.py: reads points and initial centroids (raw float32), then clusters once for every line of standard input
// and answers with seconds, processor seconds, inertia and iterations.
int columns = int.Parse(args[2], CultureInfo.InvariantCulture);
float[] points = Read(args[0]), centroids = Read(args[1]);
var options = new KMeansOptions
{
    MaxIterations = int.Parse(args[3], CultureInfo.InvariantCulture),
    Threads = int.Parse(args[4], CultureInfo.InvariantCulture),
    Clusters = centroids.Length / columns,
    Restarts = 1,
    Tolerance = 0,
};
while (Console.ReadLine() is { } line)
{
    TimeSpan before = Environment.CpuUsage.TotalTime;
    var watch = Stopwatch.StartNew();
    KMeansResult result = line == "seeded" ? KMeans.Fit(points, columns, options) : KMeans.FitFrom(points, columns, centroids, options);
    double seconds = watch.Elapsed.TotalSeconds, processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{seconds:F4} {processor:F4} {result.Inertia:R} {result.Iterations}"));
}

static float[] Read(string file)
{
    float[] values = new float[new FileInfo(file).Length / sizeof(float)];
    using FileStream stream = File.OpenRead(file);
    stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
    return values;
}
