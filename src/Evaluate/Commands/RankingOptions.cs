using System.CommandLine;
using System.Globalization;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate.Commands;

/// <summary>The options that ask a ranking for more than predicted scores.</summary>
sealed class RankingOptions
{
    readonly Option<double> _level = LevelOption.Create("Coverage that intervals promise, and how sure a source must be worse than the best not to be tied");

    readonly Option<KnownScore[]> _known = new("--known")
    {
        Description = "Scores that were measured for this target, as fractions: the other predictions take them in",
        HelpName = "SRC=SCORE",
        AllowMultipleArgumentsPerToken = true,
    };

    readonly Option<bool> _suggest = new("--suggest") { Description = "Name the source whose measurement is worth most, and what each is worth" };

    readonly Option<int> _choose = WholeNumberOption.Create("--choose", "Choose N sources to fine-tune on together", 0, 1);

    public RankingOptions()
    {
        _choose.DefaultValueFactory = null; // not for help to show
        _known.CustomParser = result =>
        {
            List<KnownScore> known = [];
            foreach (string text in result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries)))
            {
                int mark = text.LastIndexOf('=');
                string source = mark < 0 ? "" : text[..mark].Trim(), score = text[(mark + 1)..].Trim();
                if (source.Length == 0 || score.Length == 0)
                    result.AddError($"--known is '{text}'; expected a source and its score, such as deu_Latn=0.63.");
                else if (double.TryParse(score, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 1)
                    known.Add(new KnownScore(source, value));
                else
                    result.AddError($"--known {source} is '{score}'; expected a fraction from 0 to 1 (percentages divided by 100).");
            }
            if (known.GroupBy(k => k.Source).FirstOrDefault(g => g.Count() > 1) is { } twice)
                result.AddError($"--known names {twice.Key} {twice.Count()} times; expected each source once.");
            return [.. known];
        };
    }

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_level, _known, _suggest, _choose])
            command.Options.Add(option);
    }

    public RankingQuestions Read(ParseResult parsed) => new()
    {
        Level = parsed.GetValue(_level),
        Known = [.. parsed.GetValue(_known) ?? []],
        Suggest = parsed.GetValue(_suggest),
        Choose = parsed.GetResult(_choose) is { Implicit: false } ? parsed.GetValue(_choose) : null,
    };
}
