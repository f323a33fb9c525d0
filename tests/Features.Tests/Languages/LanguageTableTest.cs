using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public sealed class LanguageTableTest : IDisposable
{
    readonly SmallModel _small = new();

    public void Dispose() => _small.Dispose();

    [Fact]
    public void Load_GivesExactlyWhatWasSaved()
    {
        LanguageTable built = _small.Builder().Build(threads: 1);
        built.Save(_small.TableFile);

        LanguageTable loaded = LanguageTable.Load(_small.TableFile);

        Assert.Equal((built.Model, built.Origin), (loaded.Model, loaded.Origin));
        Assert.Equal(["fao_Latn", "isl_Latn", "koi_Cyrl", "vep_Latn"], loaded.Spectra.Keys);
        foreach ((string language, LanguageSpectrum spectrum) in built.Spectra)
        {
            LanguageSpectrum other = loaded.Spectra[language];
            Assert.Equal(spectrum.Metrics.ToArray(), other.Metrics.ToArray());
            Assert.Equal(spectrum.Spread.ToArray(), other.Spread.ToArray());
            Assert.Equal(spectrum.Token?.Values.ToArray(), other.Token?.Values.ToArray());
            Assert.Equal(spectrum.Type?.Values.ToArray(), other.Type?.Values.ToArray());
        }
        byte[] first = File.ReadAllBytes(_small.TableFile);
        loaded.Save(_small.TableFile);
        Assert.Equal(first, File.ReadAllBytes(_small.TableFile));
    }

    [Fact]
    public void Load_GivesTheSameFeaturesAsMeasuring()
    {
        LanguageTable built = _small.Builder().Build(threads: 1);
        built.Save(_small.TableFile);
        LanguageCatalog catalog = LanguageCatalog.LoadShipped();
        CorpusFolder corpora = CorpusFolder.Open(_small.Root.Counts, "tiny");
        LanguageProfiles measured = new(catalog, corpora, built), stored = ModelLanguages.Stored(_small.Root, catalog, "tiny");

        foreach (string source in corpora.Languages)
            foreach (string target in corpora.Languages)
                Assert.Equal(FeatureSchema.Values(measured[source], measured[target]), FeatureSchema.Values(stored[source], stored[target]));
    }

    [Fact]
    public void OriginOf_AHalfWrittenTableIsNone()
    {
        Assert.Null(LanguageTable.OriginOf(_small.TableFile));
        _small.Builder().Build(threads: 1).Save(_small.TableFile);
        Assert.NotNull(LanguageTable.OriginOf(_small.TableFile));

        // The origin goes before the table changes and comes back after it: what is between is no table.
        File.Delete(Path.ChangeExtension(_small.TableFile, ".json"));
        Assert.Null(LanguageTable.OriginOf(_small.TableFile));
        Assert.Null(_small.Builder().Stored(_small.TableFile));
        Assert.Contains("no such table", Assert.Throws<FileNotFoundException>(() => LanguageTable.Load(_small.TableFile)).Message);

        File.WriteAllText(Path.ChangeExtension(_small.TableFile, ".json"), "{\"model_hash\": \"12");
        Assert.Contains("found text that is no origin of a language table", Assert.Throws<InvalidDataException>(() => LanguageTable.OriginOf(_small.TableFile)).Message);
    }

    public static TheoryData<string, string, int, string> Damages => new()
    {
        { "tiny,isl_Latn", "tiny,fao_Latn", 3, "found 'fao_Latn' a second time in column language, expected each language once" },
        { "tiny,isl_Latn", "big,isl_Latn", 3, "found 'big' in column model, expected 'tiny' as in the rows before" },
        { "tiny,isl_Latn,", "tiny,isl_Latn,x", 3, "found 'x" },
        { "tiny,isl_Latn,", "tiny,isl_Latn,1,", 3, "found 33 fields, expected 32 as in the header" },
        { "ww.alpha.spread", "ww.beta.spread", 1, "found columns 'model,language,ww.alpha,ww.beta.spread" },
        { "esd.token.8", "esd.token.9", 1, "found 7 columns esd.token.* and 8 esd.type.*, expected as many of each, numbered from 1" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void Load_RefusesADamagedTable(string there, string instead, int line, string complaint)
    {
        SaveAndChange(text => text.Replace(there, instead));

        Assert.StartsWith($"{_small.TableFile}, line {line}: {complaint}", Assert.Throws<InvalidDataException>(() => LanguageTable.Load(_small.TableFile)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("-0.5")]
    [InlineData("inf")]
    [InlineData("3")]
    public void Load_RefusesWhatIsNoSpectrum(string eigenvalue)
    {
        SaveAndChange(text =>
        {
            string[] lines = text.Split('\n');
            string[] cells = lines[2].Split(',');
            cells[Array.IndexOf(lines[0].Split(','), "esd.token.1")] = eigenvalue;
            lines[2] = string.Join(',', cells);
            return string.Join('\n', lines);
        });

        Assert.Equal(
            $"{_small.TableFile}, line 3: found values that are no normalised eigenvalues in column esd.token.1 to esd.token.8, "
            + "expected numbers from 0 up, ascending, with mean 1, or empty cells throughout.",
            Assert.Throws<InvalidDataException>(() => LanguageTable.Load(_small.TableFile)).Message);
    }

    void SaveAndChange(Func<string, string> change)
    {
        _small.Builder().Build(threads: 1).Save(_small.TableFile);
        string text = File.ReadAllText(_small.TableFile), changed = change(text);
        Assert.NotEqual(text, changed);
        File.WriteAllText(_small.TableFile, changed);
    }
}
