using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Texts;

/// <summary>What can be wrong with texts and with what is asked of them; one method each.</summary>
static class TextsThrow
{
    internal static DirectoryNotFoundException NoFolder(string path) => new(
        $"{path}: found no such folder, expected one of <language code>.txt files, one sentence a line.");

    internal static FileNotFoundException NoFile(string path) => new(
        $"{path}: found {(Directory.Exists(path) ? "a folder" : "no such file")}, expected text, one sentence a line.", path);

    internal static InvalidDataException Empty(string path) => new(
        $"{path}: found an empty file, or a pipe or terminal, expected a file of text, one sentence a line: it is read several times.");

    internal static IOException NoCache(string folder, Exception cause) => new(
        $"{folder}: found no folder and none can be made ({cause.Message}), expected one to keep what was measured of texts in; name another with --cache.", cause);

    internal static InvalidDataException NoUtf8(string path, int lines) => new(
        $"{path}: found bytes that are no UTF-8 {(lines == 0 ? "in the first line" : $"after line {lines}")}, expected text in UTF-8, one sentence a line.");

    internal static InvalidDataException NoWords(string path) => new($"{path}: found no words, expected text, one sentence a line.");

    internal static InvalidDataException UnequalParallelLines(string file, int lines, string other, int expected) => new(
        $"{file}: found {lines} lines, expected {expected}, as many as {other} has: line i of both must be the same sentence.");

    internal static InvalidDataException NoTranslations(string file, string folder) => new(
        $"{file}: found no source's text beside it in {folder}, expected files named <language code>.txt or .txt.gz whose line i is the same sentence.");

    internal static InvalidDataException OtherSketches(string path, string model) => new(
        $"{path}: found sketches of another model or tokenizer, expected those of {model}; `dotnet run --project src/Training -- --text DIR --parallel DIR` makes them anew.");

    internal static InvalidDataException NoTexts(string path) => new(
        $"{path}: found no text, expected files named <language code>.txt or <language code>.txt.gz, one sentence a line.");

    internal static InvalidDataException TwoFiles(string file, string other) => new(
        $"{file}: found two texts of one language, the other {other}; expected one.");

    internal static InvalidDataException NoCode(string file, string name, Language known) => new(
        $"{file}: found a text called '{name}', expected the code of {known.Name}, {known.Code}; rename the file.");

    internal static InvalidDataException DamagedArchive(string file, InvalidDataException cause) => new(
        $"{file}: found no whole gzip archive ({cause.Message}), expected text packed with gzip.", cause);

    internal static InvalidDataException UnequalLines(string folder, string language, int lines, string other, int expected) => new(
        $"{folder}: found {lines} lines of {language}, expected {expected}, as many as of {other}: line i of every file must be the same sentence.");

    internal static InvalidDataException ManyLines(string folder, string language, int lines, int most) => new(
        $"{folder}: found {lines} lines of {language}, expected at most {most}: in parallel text every line is compared with every other. Give a part of it.");

    internal static InvalidDataException NoDecoderText(string folder, string language, string other) => new(
        $"{folder}: found no text of {language} for the decoder, expected a line for each line of {other}.");

    internal static InvalidDataException UnequalDecoderLines(string folder, string language, int lines, string other, int expected) => new(
        $"{folder}: found {lines} lines of {language} for the decoder, expected {expected}, one for each line of {other}.");

    internal static InvalidDataException FewWords(string language, int words, int concepts) => new(
        $"{language}: found {words} words, expected at least as many as concepts, {concepts}. Give more text, or ask for fewer concepts.");

    internal static InvalidDataException DamagedSketches(string path, string found) => new(
        $"{path}: found {found}, expected sketches of languages; delete the file, and have it made again with --text.");

    internal static InvalidDataException OtherModel(string path, string found, string expected) => new(
        $"{path}: found measures of another model ({found}), expected {expected}; have them made again with --text.");
}
