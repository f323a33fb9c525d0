using System.Diagnostics;
using TransferPredict.Features.Tokenizers;

// Tokenize TOKENIZER TEXT IDS [ROUNDS]: writes the ids of each line of TEXT to IDS, then encodes all of it ROUNDS times and prints
// how many seconds each round took.
var tokenizer = Tokenizer.Open(args[0]);
string[] lines = File.ReadAllText(args[1]).Split('\n')[..^1];
using (var output = new StreamWriter(args[2]))
    foreach (string line in lines)
        output.Write(string.Join(' ', tokenizer.EncodeIds(line)) + "\n");

for (int round = 0; round < (args.Length > 3 ? int.Parse(args[3]) : 0); round++)
{
    long start = Stopwatch.GetTimestamp();
    long count = 0;
    foreach (string line in lines)
        count += tokenizer.EncodeIds(line).Length;
    Console.WriteLine($"{Stopwatch.GetElapsedTime(start).TotalSeconds:F3} s, {count} tokens");
}
