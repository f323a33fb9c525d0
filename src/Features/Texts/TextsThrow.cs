namespace TransferPredict.Features.Texts;

/// <summary>What can be wrong with texts and with what is asked of them; one method each.</summary>
static class TextsThrow
{
    internal static DirectoryNotFoundException NoFolder(string path) => new(
        $"{path}: found no such folder, expected one of <language code>.txt files, one sentence a line.");

    internal static InvalidDataException NoTexts(string path) => new(
        $"{path}: found no text, expected files named <language code>.txt or <language code>.txt.gz, one sentence a line.");

    internal static InvalidDataException TwoFiles(string file, string other) => new(
        $"{file}: found two texts of one language, the other {other}; expected one.");

    internal static InvalidDataException UnequalLines(string folder, string language, int lines, string other, int expected) => new(
        $"{folder}: found {lines} lines of {language}, expected {expected}, as many as of {other}: line i of every file must be the same sentence.");

    internal static InvalidDataException FewWords(string language, int words, int concepts) => new(
        $"{language}: found {words} words, expected at least as many as concepts, {concepts}. Give more text, or ask for fewer concepts.");
}
