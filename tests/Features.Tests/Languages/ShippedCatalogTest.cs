using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public class ShippedCatalogTest
{
    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    // ISO 15924 codes in use here; a new one is added by hand, so that a slip of the pen is seen.
    static readonly HashSet<string> _scripts =
        [.. "Arab Armn Beng Copt Cyrl Deva Ethi Geor Grek Gujr Guru Hang Hans Hant Hebr Jpan Khmr Knda Laoo Latn Mlym Mymr "
            .Split(' ', StringSplitOptions.RemoveEmptyEntries),
            "Nkoo", "Olck", "Orkh", "Orya", "Sinh", "Syrc", "Taml", "Telu", "Tfng", "Thaa", "Thai", "Tibt"];

    public static TheoryData<string> DataSets => [.. DataSetCodes.DataSets];

    [Theory]
    [MemberData(nameof(DataSets))]
    public void EveryCodeOfADataSetResolves(string dataset)
    {
        foreach ((string own, string code) in DataSetCodes.Of(dataset))
            Assert.Equal((own, code), (own, _catalog.Resolve(own, dataset).Code));
    }

    [Fact]
    public void DataSetsAreComplete()
    {
        Assert.Equal(101, DataSetCodes.Of("ud").Count);
        Assert.Equal(205, DataSetCodes.Of("sib200").Count);
        Assert.Equal(128, DataSetCodes.Of("ntrex").Count);
        Assert.Equal(105, DataSetCodes.Of("xpos").Count);
        Assert.Equal(269, _catalog.Languages.Length);
    }

    [Fact]
    public void DataSetsKeepTheirLanguagesApart()
    {
        foreach (string dataset in DataSetCodes.DataSets.Except(["xed", "uner"]))
            Assert.Empty(DataSetCodes.Of(dataset).GroupBy(c => c.Code).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Fact]
    public void FactsAreWithinRange()
    {
        foreach (Language language in _catalog.Languages)
        {
            Assert.Contains(language.Script!, _scripts);
            Assert.StartsWith("_" + language.Script, language.Code[3..]);
            Assert.NotNull(language.Family);
            Assert.NotNull(language.Genus);
            Assert.InRange(language.Latitude ?? 0, -60, 75);
            Assert.InRange(language.Longitude ?? 0, -180, 180);
            Assert.True(language.Latitude.HasValue || language.Code == "epo_Latn", language.Code);
        }
    }

    [Fact]
    public void SpellingsBelongToOneLanguage()
    {
        IEnumerable<string> shared = _catalog.Languages
            .SelectMany(l => LanguageCatalog.Spellings(l).Select(LanguageKey.Of).Distinct())
            .GroupBy(key => key)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key);
        Assert.Empty(shared);
    }

    [Fact]
    public void GenusBelongsToOneFamily()
    {
        IEnumerable<string?> torn = _catalog.Languages
            .GroupBy(l => l.Genus)
            .Where(g => g.Select(l => l.Family).Distinct().Count() > 1)
            .Select(g => g.Key);
        Assert.Empty(torn);
    }

    [Fact]
    public void TwinsShareTheirFactsAndGroup()
    {
        // Script and region tell variants apart; family and genus cannot.
        foreach (IGrouping<string, Language> twins in _catalog.Languages.GroupBy(l => l.Iso6393))
            Assert.Single(twins.Select(l => (l.Family, l.Genus)).Distinct());

        string[] grouped = ["zho_Hans zho_Hant", "srp_Cyrl srp_Latn", "por_Latn por_Latn_BR", "san_Deva san_Latn",
            "eng_Latn eng_Latn_IN", "apc_Arab ajp_Arab", "twi_Latn aka_Latn", "arb_Arab arb_Latn"];
        foreach (string[] pair in grouped.Select(p => p.Split(' ')))
            Assert.Equal(_catalog.Resolve(pair[0]).Iso6393, _catalog.Resolve(pair[1]).Iso6393);
        Assert.NotEqual(_catalog.Resolve("nob_Latn").Iso6393, _catalog.Resolve("nno_Latn").Iso6393);
    }
}
