namespace TransferPredict.Features.Spectra.Distances;

/// <summary>How far two matrices are apart: <see cref="Measured"/>, or <see cref="Failed"/> where their shapes differ.</summary>
public abstract record MatrixDistanceResult
{
    MatrixDistanceResult()
    {
    }

    /// <summary>The distances between W₁ and W₂.</summary>
    /// <param name="Euclidean">‖W₁ - W₂‖_F, 0 or more (WeightWatcher's raw and euclidean).</param>
    /// <param name="Overlap">‖W₁ᵀW₂‖_F, 0 or more.</param>
    /// <param name="SelfOverlap">√(‖W₁ᵀW₁‖_F ‖W₂ᵀW₂‖_F), at least <paramref name="Overlap"/> up to rounding.</param>
    public sealed record Measured(double Euclidean, double Overlap, double SelfOverlap) : MatrixDistanceResult
    {
        const double SmallNorm = 1e-6;

        /// <summary>
        /// The centred kernel alignment's quotient, here without centring: 1 for equal matrices and for opposite ones, 0 for
        /// matrices of orthogonal columns; null where one of them is zero.
        /// </summary>
        public double? Cka => SelfOverlap > 0 ? Math.Min(1, Overlap / SelfOverlap) : null;

        /// <summary>The same as WeightWatcher 0.7.5.5 has it: 1e-6 is added to a denominator below 1e-6.</summary>
        public double WeightWatcherCka => Overlap / (SelfOverlap < SmallNorm ? SelfOverlap + SmallNorm : SelfOverlap);
    }

    /// <summary>The matrices cannot be compared.</summary>
    /// <param name="Reason">What was found and what is needed.</param>
    public sealed record Failed(string Reason) : MatrixDistanceResult;
}
