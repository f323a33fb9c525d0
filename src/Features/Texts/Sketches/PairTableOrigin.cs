namespace TransferPredict.Features.Texts.Sketches;

/// <summary>What a table of pairs was made from.</summary>
/// <param name="Model">SHA-256 of the file with the model's token embedding, as tables of spectra have it.</param>
/// <param name="Encoder">SHA-256 of the tokenizer and of the way words are cut.</param>
/// <param name="Text">SHA-256 over the texts; several, one after the other, where texts were added.</param>
/// <param name="Parallel">SHA-256 over the parallel texts, likewise; null without.</param>
/// <param name="ParallelLines">How many lines each of them has, blank ones too, which measures of retrieval depend on; null without, or where it was not kept.</param>
/// <param name="Layer">The representation layer.</param>
/// <param name="Options">The sampling, in words.</param>
/// <param name="Command">The command that made it.</param>
public sealed record PairTableOrigin(string Model, string Encoder, string Text, string? Parallel, int? ParallelLines, int Layer, string Options, string Command)
{
    /// <summary>The origin of a table that later texts were added to: what was read and done, in turn.</summary>
    public PairTableOrigin FollowedBy(PairTableOrigin later) => later with
    {
        Text = $"{Text}; {later.Text}",
        Parallel = later.Parallel is null ? Parallel : Parallel is null ? later.Parallel : $"{Parallel}; {later.Parallel}",
        ParallelLines = Parallel is null ? later.ParallelLines : ParallelLines,
        Command = $"{Command}; {later.Command}",
    };
}
