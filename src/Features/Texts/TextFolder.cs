using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Texts;

/// <summary>A folder of text, a file a language: <c>&lt;language code&gt;.txt</c>, or <c>.txt.gz</c>, one sentence a line.</summary>
public sealed class TextFolder
{
    /// <summary>The most lines of parallel text: every line is compared with every other, and a vector of each is kept.</summary>
    public const int MostParallelLines = 10_000;

    const string Plain = ".txt";
    const string Packed = Plain + Gzip;
    const string Gzip = ".gz";

    static readonly string[] _endings = [Packed, Plain];

    static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    readonly ImmutableSortedDictionary<string, string> _files;
    readonly int _most;

    TextFolder(string path, ImmutableSortedDictionary<string, string> files, int most = int.MaxValue) => (Path, _files, _most) = (path, files, most);

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The languages that have a file, as their files call them, in ordinal order.</summary>
    public IEnumerable<string> Languages => _files.Keys;

    /// <summary>Looks what the folder holds; no text is read yet.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="InvalidDataException">It holds no text, or two files of one language.</exception>
    public static TextFolder Open(string path)
    {
        if (!Directory.Exists(path))
            throw TextsThrow.NoFolder(path);
        ImmutableSortedDictionary<string, string>.Builder files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (string file in Directory.EnumerateFiles(path).Order(StringComparer.Ordinal))
        {
            string name = System.IO.Path.GetFileName(file);
            if (Ending(name) is not { } ending)
                continue;
            string language = name[..^ending.Length];
            if (files.TryGetValue(language, out string? other))
                throw TextsThrow.TwoFiles(file, other);
            files.Add(language, file);
        }
        return files.Count > 0 ? new TextFolder(path, files.ToImmutable()) : throw TextsThrow.NoTexts(path);
    }

    /// <summary>A single file, whatever its name, as the text of a language, with the files of others beside it, which are named as in a folder of text.</summary>
    /// <param name="language">The language.</param>
    /// <param name="file">Its text, packed with gzip if the name ends with .gz.</param>
    /// <param name="others">The others; those without a file are passed over, and so is the language itself.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">
    /// It is empty, as pipes and terminals are taken to be, which cannot be read several times; or another language has two files.
    /// </exception>
    internal static TextFolder Beside(string language, string file, IEnumerable<string> others)
    {
        if (!File.Exists(file))
            throw TextsThrow.NoFile(file);
        if (FileLength.Of(file) == 0)
            throw TextsThrow.Empty(file);
        string folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(file))!;
        ImmutableSortedDictionary<string, string>.Builder files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        files.Add(language, file);
        foreach (string other in others.Where(o => o != language).Distinct())
        {
            string[] found = [.. _endings.Select(ending => System.IO.Path.Combine(folder, other + ending)).Where(File.Exists)];
            if (found.Length > 1)
                throw TextsThrow.TwoFiles(found[0], found[1]);
            if (found.Length == 1)
                files.Add(other, found[0]);
        }
        return new TextFolder(folder, files.ToImmutable());
    }

    /// <summary>This folder, of whose texts nothing is read after some lines.</summary>
    /// <param name="lines">How many lines of each text are read, 0 or more.</param>
    internal TextFolder First(int lines) => new(Path, _files, Math.Min(lines, _most));

    /// <summary>Whether there is text of a language.</summary>
    public bool Has(string language) => _files.ContainsKey(language);

    /// <summary>The file of a language.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    public string FileOf(string language) => _files[language];

    /// <summary>The lines of a language's text, blank ones too.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <exception cref="InvalidDataException">A packed file is damaged, or the text is not UTF-8.</exception>
    public IEnumerable<string> Lines(string language)
    {
        using StreamReader reader = new(OpenText(_files[language]), _utf8);
        for (int before = 0; before < _most && Next(before) is { } line; before++)
            yield return line;

        string? Next(int before)
        {
            try
            {
                return Unpack(language, reader.ReadLine);
            }
            catch (DecoderFallbackException)
            {
                throw TextsThrow.NoUtf8(_files[language], before);
            }
        }
    }

    /// <summary>The number of lines of a language's text.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    public int CountLines(string language) => Lines(language).Count();

    /// <summary>SHA-256, in hexadecimal, of a language's text, packed or not, and how much of it is read where that is not all.</summary>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    public string ComputeHash(string language)
    {
        using Stream stream = OpenText(_files[language]);
        string hash = Convert.ToHexStringLower(Unpack(language, () => SHA256.HashData(stream)));
        return _most < int.MaxValue && new TextFolder(Path, _files).CountLines(language) > _most ? $"{hash} to line {_most}" : hash;
    }

    /// <summary>The codes of all languages, each with the hash of its text.</summary>
    internal string ComputeHash() => string.Join(' ', Languages.Select(language => $"{language} {ComputeHash(language)}"));

    /// <summary>Makes sure that files are named by codes, which tables call languages by; a language the catalogue does not list keeps its name.</summary>
    /// <exception cref="InvalidDataException">A file has another spelling of a listed language.</exception>
    public void RequireCodes(LanguageCatalog catalog)
    {
        foreach ((string language, string file) in _files)
            if (catalog.TryResolve(language, out Language? known) && known.Code != language)
                throw TextsThrow.NoCode(file, language, known);
    }

    /// <summary>Makes sure that the texts of some languages have as many lines as each other, as parallel texts must, and not too many.</summary>
    /// <exception cref="InvalidDataException">One has more than another, or more than <see cref="MostParallelLines"/>.</exception>
    public void RequireEqualLines(IEnumerable<string> languages)
    {
        (string Language, int Lines)[] counts = [.. languages.Where(Has).Select(language => (language, CountLines(language)))];
        foreach ((string language, int lines) in counts.Where(c => c.Lines != counts[0].Lines))
            throw TextsThrow.UnequalLines(Path, language, lines, counts[0].Language, counts[0].Lines);
        if (counts.Length > 0)
            RequireFewLines(Path, counts[0].Language, counts[0].Lines);
    }

    /// <summary>Makes sure that parallel text is not too long.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="language">A language of it.</param>
    /// <param name="lines">Its lines.</param>
    /// <exception cref="InvalidDataException">There are more than <see cref="MostParallelLines"/>.</exception>
    internal static void RequireFewLines(string path, string language, int lines)
    {
        if (lines > MostParallelLines)
            throw TextsThrow.ManyLines(path, language, lines, MostParallelLines);
    }

    /// <summary>Makes sure that this folder has a line for each line of another, in some languages: what a decoder reads.</summary>
    /// <param name="texts">The other folder.</param>
    /// <param name="languages">The languages; those that the other folder has no text of are passed over.</param>
    /// <exception cref="InvalidDataException">A text is missing, or has more or fewer lines.</exception>
    public void RequireLinesOf(TextFolder texts, IEnumerable<string> languages)
    {
        foreach (string language in languages.Where(texts.Has))
        {
            if (!Has(language))
                throw TextsThrow.NoDecoderText(Path, language, texts.Path);
            (int lines, int expected) = (CountLines(language), texts.CountLines(language));
            if (lines != expected)
                throw TextsThrow.UnequalDecoderLines(Path, language, lines, texts.Path, expected);
        }
    }

    T Unpack<T>(string language, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (InvalidDataException exception)
        {
            throw TextsThrow.DamagedArchive(_files[language], exception);
        }
    }

    static Stream OpenText(string file) =>
        file.EndsWith(Gzip, StringComparison.Ordinal) ? new GZipStream(File.OpenRead(file), CompressionMode.Decompress) : File.OpenRead(file);

    static string? Ending(string name) => Array.Find(_endings, ending => name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal));
}
