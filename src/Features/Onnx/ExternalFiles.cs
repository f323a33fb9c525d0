namespace TransferPredict.Features.Onnx;

/// <summary>Finds the files of external data that a model names, and keeps them inside the model's folder.</summary>
sealed class ExternalFiles
{
    // Some exports write one file a tensor; none has this many tensors.
    const int MaxFiles = 10_000;

    readonly string _givenFile;
    readonly string _folder;
    readonly bool _allowLinks;
    readonly Dictionary<string, FileInfo> _resolved = [];

    internal ExternalFiles(string modelFile, bool allowLinks)
    {
        _givenFile = modelFile;
        _folder = Path.GetDirectoryName(modelFile)!;
        _allowLinks = allowLinks;
        ModelFile = RealPath(modelFile);
    }

    /// <summary>The model file itself, links resolved.</summary>
    internal string ModelFile { get; }

    /// <summary>The full path of a tensor's file, once it is known to be allowed, there, and long enough.</summary>
    internal string Resolve(string tensor, string location, long offset, long length)
    {
        if (!_resolved.TryGetValue(location, out FileInfo? file))
        {
            if (_resolved.Count == MaxFiles)
                throw OnnxThrow.TooManyFiles(_givenFile, tensor, MaxFiles);
            _resolved.Add(location, file = Find(tensor, location));
        }
        if (offset > file.Length || length > file.Length - offset)
            throw OnnxThrow.ShortExternal(_givenFile, tensor, file.FullName, file.Length, offset, length);
        return file.FullName;
    }

    FileInfo Find(string tensor, string location)
    {
        // Both separators and drive letters are refused everywhere: a model must mean the same on every system.
        string[] segments = location.Split('/', '\\');
        bool escapes = Path.IsPathRooted(location) || location.Contains('\0') || location.Contains(':')
            || segments.Contains("..") || segments[0].Length == 0;
        if (escapes)
            throw OnnxThrow.BadExternalLocation(_givenFile, tensor, location);

        string path = Path.GetFullPath(Path.Combine(_folder, location));
        if (!File.Exists(path))
            throw OnnxThrow.MissingExternal(_givenFile, tensor, path);

        string real = RealPathOf(tensor, path);
        string folder = Path.TrimEndingDirectorySeparator(RealPath(_folder)) + Path.DirectorySeparatorChar;
        if (!_allowLinks && !real.StartsWith(folder, StringComparison.Ordinal))
            throw OnnxThrow.ExternalLink(_givenFile, tensor, location, real);
        var file = new FileInfo(real);
        return file.Exists ? file : throw OnnxThrow.MissingExternal(_givenFile, tensor, real);
    }

    string RealPathOf(string tensor, string path)
    {
        try
        {
            return RealPath(path);
        }
        catch (IOException) // links in a circle
        {
            throw OnnxThrow.MissingExternal(_givenFile, tensor, path);
        }
    }

    /// <summary>The path with the links in every part of it resolved.</summary>
    static string RealPath(string path)
    {
        string root = Path.GetPathRoot(path)!;
        string real = root;
        foreach (string part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            string next = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            // The target of a link may itself lie behind links.
            real = entry.LinkTarget == null ? next
                : entry.ResolveLinkTarget(returnFinalTarget: true) is { } target ? RealPath(target.FullName) : next;
        }
        return real;
    }
}
