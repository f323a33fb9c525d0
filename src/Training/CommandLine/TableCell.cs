namespace TransferPredict.Training.CommandLine;

/// <summary>A text in a table, and how a terminal shows it.</summary>
/// <param name="Text">The text.</param>
/// <param name="Tone">How it looks on a terminal with colours.</param>
public readonly record struct TableCell(string Text, Tone Tone = Tone.Plain)
{
    /// <summary>A plain text.</summary>
    public static implicit operator TableCell(string text) => new(text);
}
