using System.Collections.Immutable;
using TransferPredict.Features;
using TransferPredict.Features.Languages;
using TransferPredict.Features.Texts;
using TransferPredict.Features.Texts.Sketches;
using TransferPredict.Training;
using TransferPredict.Training.CommandLine;

namespace TransferPredict.Evaluate;

/// <summary>A target whose features come from a text of its own.</summary>
static class TextTarget
{
    /// <summary>The language that a user means: one of the catalogue, or a new one with the facts that are given.</summary>
    /// <exception cref="BadCommandException">Its family or genus is given, and is known or does not fit.</exception>
    /// <exception cref="UnknownLanguageException">It is neither listed nor called as new languages are.</exception>
    public static Language Resolve(LanguageCatalog catalog, string target, RankingText? text)
    {
        if (text is null)
            return catalog.Resolve(target);
        Language language = catalog.ResolveOrNew(target);
        if (language.IsListed && (text.Family ?? text.Genus) is { } given)
            throw new BadCommandException($"{target}: found {language.Name} ({language.Code}), whose family and genus are listed, expected '{given}' for languages that are not.");
        // Without its family a known genus says it.
        Language? kin = catalog.Languages.FirstOrDefault(l => Same(l.Genus, text.Genus)), relative = catalog.Languages.FirstOrDefault(l => Same(l.Family, text.Family));
        if (kin is { Family: { } family } && text.Family is not null && !Same(family, text.Family))
            throw new BadCommandException($"{target}: found the family '{text.Family}' and the genus {kin.Genus}, expected {family}, which {kin.Genus} belongs to.");
        return language with
        {
            Family = text.Family is null ? kin?.Family ?? language.Family : relative?.Family ?? text.Family,
            Genus = text.Genus is null ? language.Genus : kin?.Genus ?? text.Genus,
        };
    }

    /// <summary>The profile of a target in a model.</summary>
    /// <param name="root">The repository.</param>
    /// <param name="target">The language.</param>
    /// <param name="text">Its text.</param>
    /// <param name="model">Name of the model.</param>
    /// <param name="sources">The sources that scores have for the model.</param>
    /// <param name="progress">Shows how much of the text is read.</param>
    /// <param name="cancellation">Ends the reading early.</param>
    public static LanguageProfile Profile(
        ProjectRoot root, Language target, RankingText text, string model, IReadOnlySet<string> sources, IJobProgress progress, CancellationToken cancellation)
    {
        // As many translations as the tables' measures are of: among more a sentence is harder to find.
        int parallelLines = PairTable.OriginOf(PairTable.FileIn(root.Features, model))?.ParallelLines ?? int.MaxValue;
        var own = TargetText.Open(target.Code, text.File, sources, text.Parallel, parallelLines);
        var meter = new TextMeter(root, model, own, text.Cache);
        TextMeasures measures = meter.Kept() ?? progress.Run($"Reading {text.File}{(text.Parallel is null ? "" : " and what lies beside it")}", own.Lines,
            done => meter.Measure(new DirectProgress<int>(done), cancellation));
        // What a model was trained on does not depend on the text at hand.
        CorpusFacts? known = Directory.Exists(Path.Combine(root.Counts, model)) ? CorpusFolder.Open(root.Counts, model).FactsOf(target.Code) : null;
        LanguageCorpus corpus = measures.Corpus with { Facts = measures.Corpus.Facts! with { PretrainingSentences = known?.PretrainingSentences } };
        var pairs = measures.Pairs.ToImmutableDictionary(row => (Source: row.Key, Target: target.Code), row => row.Value);
        return new LanguageProfile(target, corpus, measures.Spectrum, pairs.IsEmpty ? null : new PairTable(Origin, pairs));
    }

    /// <summary>What the text was too short for, and which features no source has.</summary>
    public static IEnumerable<string> Caveats(LanguageProfile target, IReadOnlyList<LanguageProfile> sources, RankingText text)
    {
        foreach ((string kind, string? given, Func<Language, string?> of) in new[] { ("family", text.Family, (Func<Language, string?>)(l => l.Family)), ("genus", text.Genus, l => l.Genus) })
            if (given is not null && !sources.Any(s => Same(of(s.Language), given)))
                yield return $"none of the sources is of the {kind} '{given}'.";
        CorpusFacts facts = target.Corpus!.Facts!;
        if (target.Spectrum!.Token is null || target.Spectrum.Type is null || facts.Words < SketchSampling.Words)
            yield return $"{text.File}: found {facts.Words} words and {facts.Tokens} tokens, {TypesUsedTwice(target.Corpus.Tokens)} different ones of them used twice or more; spectra need "
                + $"{SpectrumSampling.TokenDraws} tokens, {SpectrumSampling.TypeDraws} different ones used twice, and {SketchSampling.Words} words for those of hidden states.";
        float[][] values = [.. sources.Select(source => FeatureSchema.Values(source, target))];
        foreach (var family in Enumerable.Range(0, FeatureSchema.Names.Length).Where(i => values.All(row => float.IsNaN(row[i]))).GroupBy(i => FeatureSchema.Names[i].Split('.')[0]))
            yield return $"ranked without {family.Count()} of {FeatureSchema.Names.Count(n => n.StartsWith(family.Key + ".", StringComparison.Ordinal))} {family.Key}. features: "
                + $"{string.Join(", ", family.Select(i => FeatureSchema.Names[i][(family.Key.Length + 1)..]))} "
                + $"(missing when {string.Join("; or ", family.Select(i => FeatureSchema.Definitions[i].Missing).Distinct())}).";
        int calign = FeatureSchema.Names.IndexOf("concept.calign");
        if (text.Parallel is not null && values.All(row => float.IsNaN(row[calign])))
            yield return $"CALIGN (concept.calign) wants the sources' own texts as <language code>.txt or .txt.gz beside {text.File}, and {SketchSampling.LeastWords} words of each.";
        if (target.Pairs is null)
            yield return "The model has no sketches of known languages (sketches.bin): `dotnet run --project src/Training -- --text DIR --parallel DIR` makes them.";
    }

    static PairTableOrigin Origin { get; } = new("", "", "", null, null, 0, SketchSampling.Description, "rank --text");

    static int TypesUsedTwice(SparseCounts tokens) => tokens.Counts.ToArray().Count(count => count >= 2);

    static bool Same(string? name, string? given) => given is not null && string.Equals(name, given, StringComparison.OrdinalIgnoreCase);
}
