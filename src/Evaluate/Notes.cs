using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate;

/// <summary>Remarks on what an answer rests on.</summary>
static class Notes
{
    /// <summary>Writes them to standard error.</summary>
    public static void Write(IEnumerable<string> notes)
    {
        foreach (string note in notes)
            Console.Error.WriteLine($"note: {ProgramName.Typed(note)}");
    }
}
