namespace TransferPredict.Features.Languages;

/// <summary>
/// How a language's embedding rows are drawn: constants of the feature schema, the same for every language, so that the size
/// of a corpus cannot masquerade as similarity.
/// </summary>
public static class SpectrumSampling
{
    /// <summary>Tokens of a draw by token: that many tokens of the text, without replacement, repeated words kept.</summary>
    public const int TokenDraws = 4096;

    /// <summary>Distinct tokens of a draw by type, from those that the text uses at least twice.</summary>
    public const int TypeDraws = 1024;

    /// <summary>Seeded draws whose spectra are averaged.</summary>
    public const int Repetitions = 4;

    /// <summary>Seed of every draw; each language and repetition has its own stream.</summary>
    public const long Seed = 20261121;

    /// <summary>The constants as text, for hashes.</summary>
    public static string Description =>
        $"token draws {TokenDraws}, type draws {TypeDraws} of tokens used twice, repetitions {Repetitions}, seed {Seed}, uncentred, kept as float32";
}
