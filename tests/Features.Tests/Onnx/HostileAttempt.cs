using System.Diagnostics;
using System.Globalization;
using TransferPredict.Features.Onnx;
using TransferPredict.Features.Onnx.OnnxRuntime;
using TransferPredict.Features.Onnx.Weights;

namespace TransferPredict.Features.Tests.Onnx;

/// <summary>What became of a file that may be damaged: it was read, or refused with one of the declared exceptions.</summary>
sealed record HostileAttempt(int Matrices, int Read, Exception? Refused)
{
    // Nothing takes 2 s on an idle machine; tests share theirs, and the hangs that they found took 13 s and more.
    static readonly TimeSpan _longest = TimeSpan.FromSeconds(5);
    const long MostAllocated = 200_000_000;

    /// <summary>
    /// Opens the file, finds its weights and, when asked, reads each matrix whole and by a row. Fails the test for an exception
    /// that is not declared, for seconds of the processor's time and for over 200 MB allocated.
    /// </summary>
    internal static HostileAttempt At(string path, bool readValues, OnnxModelOptions options = default)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        TimeSpan started = Spent();
        HostileAttempt result = Run(path, readValues, options);
        TimeSpan elapsed = Spent() - started;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        Assert.True(elapsed < _longest, $"{elapsed} were spent on '{path}'.");
        Assert.True(allocated < MostAllocated, $"{allocated} bytes were allocated for '{path}'.");
        return result;
    }

    // The thread's own time where the system tells it: what other work the machine has is no matter then.
    static TimeSpan Spent()
    {
        if (!OperatingSystem.IsLinux())
            return Stopwatch.GetElapsedTime(0);
        string stat = File.ReadAllText("/proc/thread-self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture)) * TimeSpan.FromMilliseconds(10);
    }

    static HostileAttempt Run(string path, bool readValues, OnnxModelOptions options)
    {
        ModelWeights weights;
        try
        {
            weights = ModelWeights.Find(OnnxModel.Open(path, options));
        }
        catch (OnnxModelException exception)
        {
            Assert.NotEmpty(exception.Message);
            return new HostileAttempt(0, 0, exception);
        }

        var reader = new WeightReader(weights.Model);
        (int read, Exception? refused) = (0, null);
        foreach (WeightMatrix matrix in readValues ? weights.Matrices : [])
        {
            try
            {
                float[] values = reader.Read(matrix);
                Assert.Equal(matrix.Rows * (long)matrix.Columns, values.Length);
                Assert.Equal(values[^matrix.Columns..], reader.ReadRows(matrix, [matrix.Rows - 1]));
                read++;
            }
            catch (Exception exception) when (exception is OnnxModelException or OnnxRuntimeException)
            {
                refused = exception;
            }
        }
        return new HostileAttempt(weights.Matrices.Count, read, refused);
    }
}
