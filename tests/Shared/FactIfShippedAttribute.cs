using TransferPredict.Features;

namespace TransferPredict.Tests;

/// <summary>A test of files that the repository ships; skipped, with the reason, in a checkout that lacks them.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class FactIfShippedAttribute : FactAttribute
{
    public FactIfShippedAttribute(params string[] paths)
    {
        string root = ProjectRoot.Find().Folder;
        string[] missing = [.. paths.Where(p => !Path.Exists(Path.Combine(root, p)))];
        if (missing.Length > 0)
            Skip = $"This checkout lacks {string.Join(" and ", missing)}.";
    }
}
