namespace TransferPredict.Training.Probing;

/// <summary>The normal distribution of mean 0 and variance 1.</summary>
public static class StandardNormal
{
    const double RootTwoPi = 2.506628274631000502;

    /// <summary>Its density.</summary>
    public static double Density(double x) => Math.Exp(-0.5 * x * x) / RootTwoPi;

    /// <summary>
    /// The probability of at most x, to about 1e-15 (Hart 1968, algorithm 5666, as in West 2005, "Better approximations to cumulative
    /// normal functions").
    /// </summary>
    /// <param name="x">Any number, the infinities too.</param>
    public static double Cumulative(double x)
    {
        double distance = Math.Abs(x), tail;
        if (distance > 37)
        {
            tail = 0;
        }
        else if (distance < 7.07106781186547)
        {
            double upper = Polynomial(distance,
                [3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376]);
            double lower = Polynomial(distance,
                [8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831, 793.826512519948, 440.413735824752]);
            tail = Math.Exp(-0.5 * distance * distance) * upper / lower;
        }
        else
        {
            double fraction = distance + 1 / (distance + 2 / (distance + 3 / (distance + 4 / (distance + 0.65))));
            tail = Density(distance) / fraction;
        }
        return x > 0 ? 1 - tail : tail;
    }

    static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        double value = 0;
        foreach (double coefficient in coefficients)
            value = value * x + coefficient;
        return value;
    }
}
