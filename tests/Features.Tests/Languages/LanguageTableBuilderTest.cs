using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public sealed class LanguageTableBuilderTest : IDisposable
{
    readonly SmallModel _small = new();

    public void Dispose() => _small.Dispose();

    [Fact]
    public void Build_WritesTheSameBytesForAnyNumberOfThreads()
    {
        List<int> done = [];
        _small.Builder().Build(threads: 1, done.Add).Save(_small.TableFile);
        byte[] one = File.ReadAllBytes(_small.TableFile), origin = File.ReadAllBytes(Path.ChangeExtension(_small.TableFile, ".json"));

        _small.Builder().Build(threads: 2).Save(_small.TableFile);

        Assert.Equal(one, File.ReadAllBytes(_small.TableFile));
        Assert.Equal(origin, File.ReadAllBytes(Path.ChangeExtension(_small.TableFile, ".json")));
        Assert.Equal([1, 2, 3, 4], done);
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(_small.TableFile)!, "*.part"));
    }

    [Fact]
    public void Build_AddingALanguageChangesNoOther()
    {
        _small.Builder().Build(threads: 2).Save(_small.TableFile);
        string[] before = File.ReadAllLines(_small.TableFile);

        _small.WriteCounts("gle_Latn", TokenDrawsTest.Text(1350, 3200, first: 50));
        _small.Builder().Build(threads: 2).Save(_small.TableFile);

        string[] after = File.ReadAllLines(_small.TableFile);
        Assert.Equal(before, after.Where(line => !line.StartsWith("tiny,gle_Latn,")));
        Assert.Equal(before.Length + 1, after.Length);
    }

    [Fact]
    public void Stored_IsTakenOnlyWithTheSameOriginAndLanguages()
    {
        _small.Builder().Build(threads: 1).Save(_small.TableFile);
        Assert.NotNull(_small.Builder().Stored(_small.TableFile));

        _small.WriteModel(seed: 2);
        Assert.Null(_small.Builder().Stored(_small.TableFile));
        _small.WriteModel(seed: 1);
        Assert.NotNull(_small.Builder().Stored(_small.TableFile));

        _small.WriteCounts("vep_Latn", TokenDrawsTest.Text(91, 100));
        Assert.Null(_small.Builder().Stored(_small.TableFile));
        _small.WriteCounts("vep_Latn", TokenDrawsTest.Text(90, 100));
        Assert.NotNull(_small.Builder().Stored(_small.TableFile));

        string[] lines = File.ReadAllLines(_small.TableFile);
        File.WriteAllLines(_small.TableFile, lines[..^1]);
        Assert.Null(_small.Builder().Stored(_small.TableFile));
    }

    [Fact]
    public void Origin_NamesTheModelByItsHash()
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(_small.Root.Model("tiny"), "model.onnx"));
        LanguageTableOrigin origin = _small.Builder().Origin;

        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)), origin.ModelHash);
        Assert.Equal((FeatureSchema.Hash, SpectrumSampling.Description), (origin.SchemaHash, origin.Options));
    }

    [Fact]
    public void Build_RefusesCountsOfAnotherTokenizer()
    {
        _small.WriteCounts("isl_Latn", SparseCounts.Of([(3, 5), (SmallModel.Rows, 2)]));

        AggregateException exception = Assert.Throws<AggregateException>(() => _small.Builder().Build(threads: 1));

        Assert.Contains($"isl_Latn.tsv, line 3: found token {SmallModel.Rows}, expected an id below {SmallModel.Rows}",
            Assert.IsType<InvalidDataException>(exception.InnerException).Message);
    }

    [Fact]
    public void Build_IsCancelled()
    {
        using var cancellation = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => _small.Builder().Build(1, _ => cancellation.Cancel(), cancellation.Token));
    }

    [Fact]
    public void UpToDate_MeasuresOnceAndAgainWhenTheCountsChange()
    {
        LanguageCatalog catalog = LanguageCatalog.LoadShipped();
        int measured = 0;
        LanguageProfiles Profiles() => ModelLanguages.UpToDate(_small.Root, catalog, "tiny", (builder, languages) =>
        {
            Assert.Equal(4, languages);
            measured++;
            return builder.Build(2);
        });

        double[] first = Profiles()["fao_Latn"].Spectrum!.Token!.Values.ToArray();
        double[] second = Profiles()["fao_Latn"].Spectrum!.Token!.Values.ToArray();
        Assert.Equal(1, measured);
        Assert.Equal(first, second);

        _small.WriteCounts("fao_Latn", TokenDrawsTest.Text(1400, 3001));
        double[] third = Profiles()["fao_Latn"].Spectrum!.Token!.Values.ToArray();
        Assert.Equal(2, measured);
        Assert.NotEqual(first, third);
        Assert.Equal(third, ModelLanguages.Stored(_small.Root, catalog, "tiny")["fao_Latn"].Spectrum!.Token!.Values.ToArray());
    }

    [Fact]
    public void Profiles_ResolveSpellingsAndLeaveUnknownFactsOut()
    {
        _small.Builder().Build(threads: 1).Save(_small.TableFile);
        LanguageProfiles profiles = ModelLanguages.Stored(_small.Root, LanguageCatalog.LoadShipped(), "tiny");

        Assert.Equal("fao_Latn", profiles["fo"].Language.Code);
        Assert.NotNull(profiles["fo"].Spectrum);
        Assert.Same(profiles["fo"], profiles["fo"]);
        Assert.Null(profiles["fo"].Corpus!.Words);
        LanguageProfile unlisted = profiles["zzz_Latn"];
        Assert.False(unlisted.Language.IsListed);
        Assert.Null(unlisted.Corpus);
        Assert.Null(unlisted.Spectrum);
    }

    [Fact]
    public void Stored_NamesWhatIsMissing() => Assert.StartsWith($"{_small.TableFile}: no such table of language spectra",
        Assert.Throws<FileNotFoundException>(() => ModelLanguages.Stored(_small.Root, LanguageCatalog.LoadShipped(), "tiny")).Message);
}
