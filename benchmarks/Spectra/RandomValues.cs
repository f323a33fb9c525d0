namespace TransferPredict.Spectra;

static class RandomValues
{
    /// <summary>Seeded values with a standard deviation of 0.02, as float32 holds them.</summary>
    internal static double[] Gaussian(int count)
    {
        var random = new Random(1);
        double[] values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)(0.02 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }
}
