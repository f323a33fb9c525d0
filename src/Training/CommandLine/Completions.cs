using System.CommandLine;
using TransferPredict.Features;
using TransferPredict.Features.Languages;

namespace TransferPredict.Training.CommandLine;

/// <summary>What a shell may complete: languages, models, tasks of the folder at hand.</summary>
public static class Completions
{
    /// <summary>Lets the codes of all languages complete an argument.</summary>
    public static Argument<T> Languages<T>(Argument<T> argument)
    {
        Name(argument);
        argument.CompletionSources.Add(_ => Found(root => LanguageCatalog.LoadShipped(root).Languages.Select(l => l.Code)).Select(code => new System.CommandLine.Completions.CompletionItem(code)));
        return argument;
    }

    /// <summary>Lets the models that languages were measured in complete an option.</summary>
    public static Option<T> Models<T>(Option<T> option)
    {
        option.CompletionSources.Add(_ => Found(ModelNames).Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        return option;
    }

    /// <summary>Lets the names of the models complete an argument.</summary>
    public static Argument<T> Models<T>(Argument<T> argument)
    {
        Name(argument);
        argument.CompletionSources.Add(_ => Found(ModelNames).Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        return argument;
    }

    /// <summary>Lets the codes of all languages complete an option.</summary>
    public static Option<T> Languages<T>(Option<T> option)
    {
        option.CompletionSources.Add(_ => Found(root => LanguageCatalog.LoadShipped(root).Languages.Select(l => l.Code)).Select(code => new System.CommandLine.Completions.CompletionItem(code)));
        return option;
    }

    /// <summary>Lets the tasks that have score files complete an option.</summary>
    public static Option<T> Tasks<T>(Option<T> option)
    {
        option.CompletionSources.Add(_ => Found(root => Directory.EnumerateFiles(root.Scores, "*.csv").Select(f => Path.GetFileName(f).Split('.')[0]).Distinct()).Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        return option;
    }

    /// <summary>The models that languages were measured in, in ordinal order.</summary>
    public static IEnumerable<string> ModelNames(ProjectRoot root) => Directory.Exists(root.Features)
        ? Directory.EnumerateDirectories(root.Features).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal) : [];

    // Help names an argument without a name of its own by all that may complete it: hundreds of codes.
    static void Name(Argument argument) => argument.HelpName ??= argument.Name.ToUpperInvariant();

    // A shell that completes must not be told of what is wrong.
    static string[] Found(Func<ProjectRoot, IEnumerable<string>> names)
    {
        try
        {
            return [.. names(ProjectRoot.Find()).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
