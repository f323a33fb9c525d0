using Microsoft.ML;
using TransferPredict.Features.Languages;
using TransferPredict.Training.Scores;

namespace TransferPredict.MlNet.Data;

/// <summary>Reads what the row is of that a cursor is in, and refuses names that could be no part of a key.</summary>
/// <param name="row">The cursor.</param>
/// <param name="languages">Resolves the languages.</param>
/// <param name="names">How names are read.</param>
/// <param name="codes">Whether languages must be named by their codes: lookups take names as they are written.</param>
sealed class PairReader(DataViewRow row, LanguageCatalog languages, PairNames names, bool codes = false)
{
    readonly Func<PairName> _name = names.Reader(row);

    /// <summary>The row's names, with languages by their codes.</summary>
    /// <exception cref="InvalidDataException">A name is no word, or no code where it must be one; the message names the row.</exception>
    public (PairName Name, Language Source, Language Target) Read()
    {
        PairName name = _name();
        if (((string[])[name.Task, name.Metric, name.Model]).FirstOrDefault(n => !ScoreFile.IsWord(n)) is { } other)
            throw Defect(other, "letters, digits, '.', '_' and '-', a letter or digit first");
        Language source = LanguageOf(name.Source), target = LanguageOf(name.Target);
        return (name with { Source = source.Code, Target = target.Code }, source, target);
    }

    Language LanguageOf(string spelling)
    {
        Language language = spelling.Length > 0 && languages.TryResolve(spelling, out Language? listed) ? listed
            : ScoreFile.IsWord(spelling) ? languages.ResolveOrUnlisted(spelling)
            : throw Defect(spelling, "a language code such as fao_Latn");
        return !codes || language.Code == spelling ? language : throw Defect(spelling, $"'{language.Code}'");
    }

    InvalidDataException Defect(string found, string expected) => new($"Row {row.Position} names '{found}'; expected {expected}.");
}
