using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public class LanguageCatalogTest
{
    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    [Theory]
    [InlineData("fao_Latn", "fao_Latn")]
    [InlineData("FAO-latn", "fao_Latn")]
    [InlineData(" fo ", "fao_Latn")]
    [InlineData("Faroese", "fao_Latn")]
    [InlineData("no", "nob_Latn")]
    [InlineData("ar", "arb_Arab")]
    [InlineData("zh", "zho_Hans")]
    [InlineData("zh_TW", "zho_Hant")]
    [InlineData("fa", "pes_Arab")]
    [InlineData("sw", "swh_Latn")]
    [InlineData("lv", "lvs_Latn")]
    [InlineData("mn", "khk_Cyrl")]
    [InlineData("ne", "npi_Deva")]
    [InlineData("sq", "als_Latn")]
    [InlineData("yi", "ydd_Hebr")]
    [InlineData("ms", "zsm_Latn")]
    [InlineData("uz", "uzn_Latn")]
    [InlineData("az", "azj_Latn")]
    [InlineData("mg", "plt_Latn")]
    [InlineData("et", "est_Latn")]
    [InlineData("ger", "deu_Latn")]
    [InlineData("br", "bre_Latn")]
    [InlineData("Northern Sámi", "sme_Latn")]
    [InlineData("norwegian bokmål", "nob_Latn")]
    public void Resolve_CodeAliasOrName(string text, string code) => Assert.Equal(code, _catalog.Resolve(text).Code);

    [Theory]
    [InlineData("zh-Hant", "zho_Hant")]
    [InlineData("sr-Cyrl", "srp_Cyrl")]
    [InlineData("sr_Latn", "srp_Latn")]
    [InlineData("ekk_Latn", "est_Latn")]
    [InlineData("cmn_Hant", "zho_Hant")]
    [InlineData("pt-BR", "por_Latn_BR")]
    [InlineData("en-Latn-GB", "eng_Latn_GB")]
    [InlineData("ak-Latn", "aka_Latn")]
    public void Resolve_LanguageScriptRegion(string text, string code) => Assert.Equal(code, _catalog.Resolve(text).Code);

    [Theory]
    [InlineData("br", "xed", "por_Latn_BR")]
    [InlineData("br", "ud", "bre_Latn")]
    [InlineData("zh", "ud", "zho_Hant")]
    [InlineData("zh", "xpos", "zho_Hans")]
    [InlineData("BR", "XED", "por_Latn_BR")]
    public void Resolve_DataSetReadsItsOwnWay(string text, string dataset, string code) =>
        Assert.Equal(code, _catalog.Resolve(text, dataset).Code);

    [Theory]
    [InlineData("fao_Latm", "fao_Latn")]
    [InlineData("foa_Latn", "fao_Latn")]
    [InlineData("Faroes", "fao_Latn")]
    [InlineData("Kurmanjii", "kmr_Latn")]
    [InlineData("deu_Latin", "deu_Latn")]
    public void Resolve_TypoNamesTheNearest(string typo, string nearest)
    {
        UnknownLanguageException error = Assert.Throws<UnknownLanguageException>(() => _catalog.Resolve(typo));
        Assert.Equal(typo, error.Text);
        Assert.Equal(nearest, error.Nearest[0].Code);
        Assert.InRange(error.Nearest.Length, 1, LanguageCatalog.NearestCount);
        Assert.Contains($"'{typo}'", error.Message);
        Assert.Contains(nearest, error.Message);
        Assert.Equal(error.Nearest.AsEnumerable(), _catalog.Nearest(typo));
    }

    [Fact]
    public void Nearest_IsInOrderAndWithoutNoise()
    {
        Assert.Equal(["kmr_Latn"], _catalog.Nearest("Kurmanjii").Select(l => l.Code));
        Assert.Equal(["fao_Latn", "fro_Latn"], _catalog.Nearest("fao_Latm").Select(l => l.Code));
        Assert.Equal("fao_Latn", _catalog.Nearest("fao_Latm", 1).Single().Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("completely unlike every language on the list")]
    public void Resolve_NothingNearIsSaid(string text)
    {
        UnknownLanguageException error = Assert.Throws<UnknownLanguageException>(() => _catalog.Resolve(text));
        Assert.Empty(error.Nearest);
        Assert.Contains("no known code", error.Message);
    }

    [Fact]
    public void Resolve_LongTextIsCutInTheMessage()
    {
        UnknownLanguageException error =
            Assert.Throws<UnknownLanguageException>(() => _catalog.Resolve(new string('x', 1_000_000)));
        Assert.InRange(error.Message.Length, 1, 400);
    }

    [Theory]
    [InlineData("deu_Cyrl")]
    [InlineData("en-AU")]
    [InlineData("de-CH-1996")]
    [InlineData("zz")]
    public void TryResolve_UnknownIsFalse(string text)
    {
        Assert.False(_catalog.TryResolve(text, out Language? language));
        Assert.Null(language);
    }

    [Fact]
    public void ResolveOrUnlisted_KeepsTheCodeWithoutFacts()
    {
        Language unlisted = _catalog.ResolveOrUnlisted("xkl_Latn");
        Assert.Equal(("xkl_Latn", "xkl", false), (unlisted.Code, unlisted.Iso6393, unlisted.IsListed));
        Assert.Equal((null, null, null, null), (unlisted.Family, unlisted.Genus, unlisted.Script, unlisted.Latitude));
        Assert.Same(_catalog.Resolve("fo"), _catalog.ResolveOrUnlisted("fo"));
    }

    [Theory]
    [InlineData("deu_Cyrl", "deu")]
    [InlineData("en-AU", "eng")]
    [InlineData("zh_SG", "zho")]
    [InlineData("-", "-")]
    public void ResolveOrUnlisted_VariantStaysInTheGroupOfItsTwin(string code, string group) =>
        Assert.Equal(group, _catalog.ResolveOrUnlisted(code).Iso6393);

    [Fact]
    public void ResolveOrNew_HasItsScript_AndTheFactsOfItsTwin()
    {
        Language alone = _catalog.ResolveOrNew("xkl_Thai"), twin = _catalog.ResolveOrNew("deu_Cyrl"), german = _catalog.Resolve("de");
        Assert.Equal(("xkl_Thai", "xkl", "Thai", false), (alone.Code, alone.Iso6393, alone.Script, alone.IsListed));
        Assert.Equal((null, null, null), (alone.Family, alone.Genus, alone.Latitude));
        Assert.Equal(("deu", "Cyrl", german.Family, german.Genus, german.Latitude), (twin.Iso6393, twin.Script, twin.Family, twin.Genus, twin.Latitude));
        Assert.Same(german, _catalog.ResolveOrNew("German"));
    }

    [Theory]
    [InlineData("xkl")]
    [InlineData("xkl-Thai")]
    [InlineData("../xkl_Thai")]
    [InlineData("xkl_Thai\n")]
    public void ResolveOrNew_RefusesWhatIsNoCode(string text) =>
        Assert.Contains("a code such as xyz_Latn", Assert.Throws<UnknownLanguageException>(() => _catalog.ResolveOrNew(text)).Message, StringComparison.Ordinal);
}
