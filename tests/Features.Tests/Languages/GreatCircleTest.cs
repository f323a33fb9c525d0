using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public class GreatCircleTest
{
    static readonly LanguageCatalog _catalog = LanguageCatalog.LoadShipped();

    [Theory]
    [InlineData(51.5074, -0.1278, 48.8566, 2.3522, 344, 2)] // London, Paris
    [InlineData(40.7128, -74.0060, -33.8688, 151.2093, 15_989, 20)] // New York, Sydney
    [InlineData(0, 0, 0, 90, 10_007.6, 0.1)]
    [InlineData(90, 0, -90, 0, 20_015.1, 0.1)]
    [InlineData(37.3, 12.7, -37.3, -167.3, 20_015.1, 0.1)] // antipodes
    [InlineData(0, 179.5, 0, -179.5, 111.2, 0.1)] // across the date line
    public void Kilometres_Points(double latA, double lonA, double latB, double lonB, double km, double tolerance)
    {
        Assert.Equal(km, GreatCircle.Kilometres(latA, lonA, latB, lonB), tolerance);
        Assert.Equal(km, GreatCircle.Kilometres(latB, lonB, latA, lonA), tolerance);
    }

    [Theory]
    [InlineData("fin_Latn", "est_Latn", 400, 150)]
    [InlineData("tur_Latn", "azj_Latn", 1_080, 150)]
    [InlineData("spa_Latn", "por_Latn", 450, 200)]
    [InlineData("deu_Latn", "nld_Latn", 350, 150)]
    [InlineData("eng_Latn", "mri_Latn", 18_300, 500)]
    [InlineData("fij_Latn", "smo_Latn", 1_150, 150)]
    [InlineData("jpn_Jpan", "kor_Hang", 930, 200)]
    public void Kilometres_Languages(string a, string b, double km, double tolerance) =>
        Assert.Equal(km, GreatCircle.Kilometres(_catalog.Resolve(a), _catalog.Resolve(b))!.Value, tolerance);

    [Fact]
    public void Kilometres_MissingPointIsNull()
    {
        Language english = _catalog.Resolve("en");
        Assert.Null(GreatCircle.Kilometres(_catalog.Resolve("eo"), english));
        Assert.Null(GreatCircle.Kilometres(english, _catalog.ResolveOrUnlisted("xkl_Latn")));
        Assert.Equal(0, GreatCircle.Kilometres(english, english));
    }
}
