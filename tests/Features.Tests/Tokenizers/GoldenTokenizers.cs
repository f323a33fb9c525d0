using System.Globalization;

namespace TransferPredict.Features.Tests.Tokenizers;

/// <summary>The golden sentences of tests/Golden/tokenizers, and what the references make of them.</summary>
static class GoldenTokenizers
{
    static readonly string _folder = Path.Combine(ProjectRoot.Find().Folder, "tests", "Golden", "tokenizers");

    internal static readonly string[] Sentences = System.IO.File.ReadAllText(File("sentences.txt")).Split('\n')[..^1];

    internal static string File(string name) => Path.Combine(_folder, name);

    /// <summary>Ids of each sentence in a column of a table.</summary>
    internal static int[][] Expected(string table, string column)
    {
        string[][] rows = [.. System.IO.File.ReadLines(File(table)).Select(line => line.Split('\t'))];
        int place = Array.IndexOf(rows[0], column);
        return [.. rows[1..].Select(row => row[place].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(id => int.Parse(id, CultureInfo.InvariantCulture)).ToArray())];
    }
}
