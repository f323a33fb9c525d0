namespace TransferPredict.Features.Representations.States;

/// <summary>A residual addition: what the stream was before, and what branched off it and was added.</summary>
/// <param name="Before">The value that skips the branch.</param>
/// <param name="After">The sum.</param>
/// <param name="HasAttention">Whether the branch holds an attention.</param>
sealed record ResidualStep(string Before, string After, bool HasAttention);
