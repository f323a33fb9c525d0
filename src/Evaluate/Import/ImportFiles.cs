using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Security.Cryptography;

namespace TransferPredict.Evaluate.Import;

/// <summary>Finds a data set's files by name anywhere under a folder, and remembers which were used.</summary>
sealed class ImportFiles
{
    const int MostFiles = 200_000;

    /// <summary>Bytes: some fifteen times the largest file of any of these data sets.</summary>
    const long LargestFile = 64L << 20;

    static readonly EnumerationOptions _below = new() { RecurseSubdirectories = true, MaxRecursionDepth = 16, AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = true };
    static readonly EnumerationOptions _beside = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    readonly ImmutableArray<FoundFile> _files;
    readonly string? _main;
    readonly SortedDictionary<string, FoundFile> _used = new(StringComparer.Ordinal);

    ImportFiles(string place, ImmutableArray<FoundFile> files, string? main) => (Place, _files, _main) = (place, files, main);

    /// <summary>The folder or file that was named.</summary>
    public string Place { get; }

    /// <summary>Name of each file that was used, to its SHA-256.</summary>
    public IEnumerable<(string Name, string Hash)> Used => _used.Select(f => (f.Key, HashOf(f.Value.Path)));

    /// <summary>Looks through a folder, or the folder of a file.</summary>
    /// <param name="place">
    /// The folder, searched with everything below it but links; or a file, whose folder alone is searched for what belongs to it. Where it
    /// is a link itself, it is followed.
    /// </param>
    /// <param name="main">Name of the main files, instead of the layout's usual one; '*' stands for any characters.</param>
    /// <exception cref="FileNotFoundException">There is no such folder or file.</exception>
    /// <exception cref="InvalidDataException">There are more files than a data set has.</exception>
    public static ImportFiles Find(string place, string? main)
    {
        bool isFile = File.Exists(place);
        if (!isFile && !Directory.Exists(place))
            throw new FileNotFoundException($"{place}: no such folder or file; expected the data set as its owners publish it.", place);
        string whole = Path.GetFullPath(place), folder = isFile ? Path.GetDirectoryName(whole)! : whole;
        IEnumerable<string> found = Directory.EnumerateFiles(folder, "*", isFile ? _beside : _below);
        FoundFile[] files =
        [
            .. (isFile ? found.Append(whole).Distinct(StringComparer.Ordinal) : found)
                .Take(MostFiles + 1)
                .Select(f => new FoundFile(Path.Combine(isFile ? Path.GetDirectoryName(place)! : place, Path.GetRelativePath(folder, f)), Path.GetRelativePath(folder, f).Replace('\\', '/'))),
        ];
        return files.Length <= MostFiles
            ? new ImportFiles(place, [.. files.OrderBy(f => Depth(f.Name)).ThenBy(f => f.Name, StringComparer.Ordinal)], main ?? (isFile ? Path.GetFileName(place) : null))
            : throw new InvalidDataException($"{place}: found more than {MostFiles:N0} files, expected the folder of one data set.");
    }

    /// <summary>The main files: those that the user named, or else all of the layout's usual names, nearest to the folder first.</summary>
    /// <exception cref="FileNotFoundException">There are none.</exception>
    /// <exception cref="InvalidDataException">One is far larger than such files are.</exception>
    public ImmutableArray<FoundFile> Main(params string[] usual)
    {
        string[] patterns = _main is null ? usual : [_main];
        FoundFile[] found = [.. _files.Where(f => patterns.Any(p => FileSystemName.MatchesSimpleExpression(p, NameOf(f), ignoreCase: false)))];
        if (found.Length == 0)
            throw new FileNotFoundException($"{Place}: found no file named {string.Join(" or ", patterns)}, expected one there or in a folder below.", Place);
        return [.. found.Select(Use)];
    }

    /// <summary>The main files, one of each name: the one nearest to the folder, the others remarked on.</summary>
    /// <inheritdoc cref="Main"/>
    /// <exception cref="InvalidDataException">Two of one name are equally near, or one is far larger than such files are.</exception>
    public ImmutableArray<FoundFile> MainNearest(ImportNotes notes, params string[] usual)
    {
        FoundFile[][] byName = [.. Main(usual).GroupBy(NameOf, StringComparer.Ordinal).Select(g => g.ToArray())];
        foreach (FoundFile other in byName.SelectMany(g => g[1..]))
            _used.Remove(other.Name);
        return [.. byName.Select(g => Nearest(g, notes))];
    }

    /// <summary>A file that belongs to the main ones; null, and a remark, where it is not there.</summary>
    /// <exception cref="InvalidDataException">Two of that name are equally near, or the nearest is far larger than such files are.</exception>
    public FoundFile? Companion(string name, string holds, ImportNotes notes)
    {
        FoundFile[] found = [.. _files.Where(f => NameOf(f) == name)];
        if (found.Length == 0)
        {
            notes.Remark($"no {name}: {holds} stay empty");
            return null;
        }
        return Use(Nearest(found, notes));
    }

    /// <summary>Refuses to write over a file that was read.</summary>
    /// <exception cref="InvalidDataException">One of the names in the folder is such a file.</exception>
    public void RequireUnwritten(string folder, IEnumerable<string> names)
    {
        foreach (string output in names.Select(n => Path.GetFullPath(Path.Combine(folder, n))))
            if (_used.Values.Any(f => Path.GetFullPath(f.Path) == output || Followed(f.Path) == output))
                throw new InvalidDataException($"{output}: would be written over, which is read; expected another folder for --out.");
    }

    FoundFile Nearest(FoundFile[] sameName, ImportNotes notes)
    {
        if (sameName.Length > 1 && Depth(sameName[0].Name) == Depth(sameName[1].Name))
            throw new InvalidDataException($"{Place}: found {sameName[0].Name} and {sameName[1].Name}, expected one: name its own folder.");
        foreach (FoundFile other in sameName[1..])
            notes.Remark($"{other.Name} is passed over for {sameName[0].Name}");
        return sameName[0];
    }

    FoundFile Use(FoundFile file)
    {
        if (new FileInfo(Followed(file.Path)).Length is var length && length > LargestFile)
            throw new InvalidDataException($"{file.Path}: found {length:N0} bytes, expected at most {LargestFile:N0}.");
        _used[file.Name] = file;
        return file;
    }

    /// <summary>The file that a link leads to, or the file itself: a link's own length is that of its text.</summary>
    static string Followed(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);

    static int Depth(string name) => name.Count(c => c == '/');

    static string NameOf(FoundFile file) => file.Name[(file.Name.LastIndexOf('/') + 1)..];

    static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
