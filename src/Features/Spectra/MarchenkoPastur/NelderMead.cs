namespace TransferPredict.Features.Spectra.MarchenkoPastur;

/// <summary>
/// Nelder and Mead's simplex search for a function of one number, with the coefficients, the start and the ends of SciPy's
/// <c>fmin</c>: where it stops decides the last digits of WeightWatcher's σ.
/// </summary>
static class NelderMead
{
    const int MaxEvaluations = 200;
    const double Tolerance = 1e-4;

    /// <summary>The place of a local minimum, found from <paramref name="start"/> (not 0) on.</summary>
    internal static double Minimize(Func<double, double> function, double start)
    {
        double best = start, bestValue = function(start);
        double other = 1.05 * start, otherValue = function(other);
        int evaluations = 2;
        Order();
        while (evaluations < MaxEvaluations && !(Math.Abs(other - best) <= Tolerance && Math.Abs(bestValue - otherValue) <= Tolerance))
        {
            double reflected = 2 * best - other, reflectedValue = Evaluate(reflected);
            if (reflectedValue < bestValue)
            {
                double expanded = 3 * best - 2 * other, expandedValue = Evaluate(expanded);
                (other, otherValue) = expandedValue < reflectedValue ? (expanded, expandedValue) : (reflected, reflectedValue);
            }
            else
            {
                bool outside = reflectedValue < otherValue;
                double contracted = outside ? 1.5 * best - 0.5 * other : 0.5 * best + 0.5 * other;
                double contractedValue = Evaluate(contracted);
                if (outside ? contractedValue <= reflectedValue : contractedValue < otherValue)
                {
                    (other, otherValue) = (contracted, contractedValue);
                }
                else
                {
                    other = best + 0.5 * (other - best);
                    otherValue = Evaluate(other);
                }
            }
            Order();
        }
        return best;

        double Evaluate(double x)
        {
            evaluations++;
            return function(x);
        }

        void Order()
        {
            if (otherValue < bestValue)
                (best, bestValue, other, otherValue) = (other, otherValue, best, bestValue);
        }
    }
}
