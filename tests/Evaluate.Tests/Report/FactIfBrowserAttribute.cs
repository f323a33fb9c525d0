namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>A test in a real browser; skipped, with the reason, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class FactIfBrowserAttribute : FactAttribute
{
    static readonly string[] _places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    public FactIfBrowserAttribute()
    {
        if (Browser is null)
            Skip = $"No browser is installed: none of {string.Join(", ", _places)} is there (Debian: apt-get install chromium).";
    }

    /// <summary>The browser; null where none is installed.</summary>
    public static string? Browser { get; } = _places.FirstOrDefault(File.Exists);
}
