namespace TransferPredict.Features.Concepts.Dictionaries;

/// <summary>How <see cref="WordAligner"/> works. The defaults are those of fast_align (Dyer, Chahuneau and Smith, NAACL 2013).</summary>
public sealed record WordAlignerOptions
{
    /// <summary>Passes over the text, 1 or more.</summary>
    public int Iterations { get; init; } = 5;

    /// <summary>Probability that a word translates none of the other sentence, in (0, 1).</summary>
    public double Unaligned { get; init; } = 0.08;

    /// <summary>How strongly words at the same relative place are preferred: 0 not at all (IBM Model 1), 4 as fast_align starts.</summary>
    public double Tension { get; init; } = 4;

    /// <summary>Parameter of the Dirichlet prior on translations: the smaller, the fewer translations a word has; above 0.</summary>
    public double Sparsity { get; init; } = 0.01;
}
