namespace TransferPredict.Training.CommandLine;

/// <summary>How a text looks on a terminal with colours; colours that the colour-blind tell apart.</summary>
public enum Tone
{
    /// <summary>As the terminal has it.</summary>
    Plain,

    /// <summary>What the eye should find first.</summary>
    Strong,

    /// <summary>What stands beside.</summary>
    Faint,

    /// <summary>More than the average.</summary>
    Raised,

    /// <summary>Less than the average.</summary>
    Lowered,
}
