using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TransferPredict.Training.CommandLine;

/// <summary>
/// The options --json [FILE], --csv [FILE] and --quiet: the first two alone write to standard output, and nothing else goes there; with a file
/// name they write that file. Quiet, a command writes nothing but errors and the data asked for.
/// </summary>
/// <param name="files">Further options of the command that name a file to write.</param>
public sealed class DataOutput(params IReadOnlyList<Option<string?>> files)
{
    static readonly JsonSerializerOptions _json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    readonly Option<string?> _jsonOption = Form("--json", "Write JSON: to FILE, or alone to standard output");
    readonly Option<string?> _csvOption = Form("--csv", "Write CSV: to FILE, or alone to standard output");
    readonly Option<bool> _quietOption = new("--quiet", "-q") { Description = "Write nothing but errors, and the data that --json and --csv ask for" };

    /// <summary>Adds the options to a command; it is an error of the command line where --json and --csv are both alone, or a file would be written twice or is read.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_jsonOption);
        command.Options.Add(_csvOption);
        command.Options.Add(_quietOption);
        command.Validators.Add(result =>
        {
            if (IsAlone(result.GetResult(_jsonOption)) && IsAlone(result.GetResult(_csvOption)))
                result.AddError("--json and --csv both without a file name; expected at most one of them on standard output.");
            (string Name, string File)[] written =
                [.. Files.Select(o => (o.Name, File: FileOf(result, o))).Where(o => o.File is not null).Select(o => (o.Name, o.File!))];
            foreach (IGrouping<string, string> twice in written.GroupBy(o => o.File, o => o.Name).Where(g => g.Count() > 1))
                result.AddError($"{string.Join(" and ", twice)} both name '{twice.Key}'; expected two files.");
            string?[] read = [.. result.Children.OfType<SymbolResult>().Where(c => !IsWritten(c)).SelectMany(c => c.Tokens).Select(t => FullPath(t.Value))];
            foreach ((string name, string file) in written)
            {
                if (Directory.Exists(file))
                    result.AddError($"'{file}' is a folder; expected the name of a file for {name}.");
                else if (File.Exists(file) && read.Contains(file))
                    result.AddError($"'{file}' would be written over, which is read; expected another name for {name}.");
            }
        });
    }

    /// <summary>Whether nothing but data is wanted on standard output, so that no table may go there.</summary>
    public bool IsSilent(ParseResult parsed) => IsQuiet(parsed) || IsAlone(parsed.GetResult(_jsonOption)) || IsAlone(parsed.GetResult(_csvOption));

    /// <summary>Whether neither progress nor notes are wanted.</summary>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(_quietOption);

    /// <summary>Shows progress, unless quiet.</summary>
    public JobProgress Progress(ParseResult parsed) => new(IsQuiet(parsed));

    /// <summary>Writes what was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="json">What the JSON shall hold; names become snake_case.</param>
    /// <param name="csv">The CSV's lines, header first.</param>
    /// <exception cref="IOException">A file cannot be written; the message names it.</exception>
    public void Write(ParseResult parsed, Func<object> json, Func<IEnumerable<string>> csv)
    {
        Write(parsed, _jsonOption, () => JsonSerializer.Serialize(json(), _json) + "\n");
        Write(parsed, _csvOption, () => string.Concat(csv().Select(line => line + "\n")));
    }

    IEnumerable<Option<string?>> Files => [_jsonOption, _csvOption, .. files];

    bool IsWritten(SymbolResult result) => result is OptionResult option && Files.Contains(option.Option);

    static string? FileOf(CommandResult command, Option<string?> option) =>
        command.GetResult(option) is { Tokens: [{ Value: var name }] } result && !IsAlone(result) ? FullPath(name) : null;

    static string? FullPath(string name) => name.Length == 0 || name.Contains('\0') ? null : Path.GetFullPath(name);

    static void Write(ParseResult parsed, Option<string?> option, Func<string> text)
    {
        if (IsAlone(parsed.GetResult(option)))
            Console.Out.Write(text());
        else if (parsed.GetValue(option) is { } file)
            OutputFile.Write(file, text());
    }

    /// <summary>Given without a file name, or with "-", the usual name of standard output.</summary>
    static bool IsAlone(OptionResult? result) => result is { Implicit: false } && (result.Tokens.Count == 0 || result.Tokens is [{ Value: "-" }]);

    static Option<string?> Form(string name, string description) => PathOption.Check(new Option<string?>(name)
    {
        Description = description,
        HelpName = "FILE",
        Arity = ArgumentArity.ZeroOrOne,
    });
}
