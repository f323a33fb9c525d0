namespace TransferPredict.Features.Spectra.MarchenkoPastur;

/// <summary>The edges of the Marchenko-Pastur law of ratio Q = N/M: eigenvalues of WᵀW/N for noise of the variance σ².</summary>
static class MarchenkoPasturLaw
{
    /// <summary>(σ(1 - 1/√Q))².</summary>
    internal static double LowerEdge(double sigma, double ratio)
    {
        double root = sigma * (1 - 1 / Math.Sqrt(ratio));
        return root * root;
    }

    /// <summary>(σ(1 + 1/√Q))².</summary>
    internal static double UpperEdge(double sigma, double ratio)
    {
        double root = sigma * (1 + 1 / Math.Sqrt(ratio));
        return root * root;
    }
}
