using TransferPredict.Features.Languages;

namespace TransferPredict.Features.Tests.Languages;

public class LanguageCsvTest
{
    const string Header = "code,name,iso639_3,iso639_1,aliases,family,genus,script,latitude,longitude";
    const string Faroese = "fao_Latn,Faroese,fao,fo,fo|fao,Indo-European,Germanic,Latn,62.0,-7.0";

    static LanguageCatalog Read(params string[] lines) =>
        LanguageCatalog.Read(new StringReader(string.Join('\n', lines)), "languages.csv");

    [Fact]
    public void GoodRowIsRead()
    {
        Language language = Assert.Single(Read(Header, Faroese).Languages);
        Assert.Equal(("fao_Latn", "Faroese", "fao", "fo"), (language.Code, language.Name, language.Iso6393, language.Iso6391));
        Assert.Equal(["fo", "fao"], language.Aliases.AsEnumerable());
        Assert.Equal(("Indo-European", "Germanic", "Latn"), (language.Family, language.Genus, language.Script));
        Assert.Equal((62.0, -7.0, null), (language.Latitude, language.Longitude, language.Region));
    }

    [Fact]
    public void QuotesColumnOrderAndWindowsLinesAreAllowed()
    {
        string text = "name,code,iso639_3,iso639_1,aliases,family,genus,script,latitude,longitude,note\r\n"
            + "\"Faroese, the\",fao_Latn,fao,,,Indo-European,Germanic,Latn,,,\"said \"\"so\"\"\"\r\n";
        Language language = Assert.Single(LanguageCatalog.Read(new StringReader(text), "x").Languages);
        Assert.Equal(("Faroese, the", null, null), (language.Name, language.Latitude, language.Iso6391));
    }

    [Theory]
    [InlineData("fao_latn,F,fao,fo,,I,G,Latn,62,-7", "code 'fao_latn'", "iso639-3_Script")]
    [InlineData("fao,F,fao,fo,,I,G,Latn,62,-7", "code 'fao'", "iso639-3_Script")]
    [InlineData("fao_Latn,,fao,fo,,I,G,Latn,62,-7", "no name", "a name in every row")]
    [InlineData("fao_Latn,F,fa,fo,,I,G,Latn,62,-7", "iso639_3 'fa'", "three small letters")]
    [InlineData("fao_Latn,F,fao,fao,,I,G,Latn,62,-7", "iso639_1 'fao'", "two small letters")]
    [InlineData("fao_Latn,F,fao,fo,a||b,I,G,Latn,62,-7", "empty alias in 'a||b'", "single |")]
    [InlineData("fao_Latn,F,fao,fo,f-o|F_O,I,G,Latn,62,-7", "alias 'f-o' of fao_Latn twice", "each alias once")]
    [InlineData("fao_Latn,F,fao,fo,,,G,Latn,62,-7", "no family", "a family in every row")]
    [InlineData("fao_Latn,F,fao,fo,,I,G,latin,62,-7", "script 'latin'", "ISO 15924")]
    [InlineData("fao_Latn,F,fao,fo,,I,G,Cyrl,62,-7", "script 'Cyrl' beside code 'fao_Latn'", "the script that the code names")]
    [InlineData("fao_Latn,F,fao,fo,,I,G,Latn,91,-7", "latitude '91'", "degrees from -90 to 90")]
    [InlineData("fao_Latn,F,fao,fo,,I,G,Latn,62N,-7", "latitude '62N'", "degrees from -90 to 90")]
    [InlineData("fao_Latn,F,fao,fo,,I,G,Latn,NaN,-7", "latitude 'NaN'", "degrees from -90 to 90")]
    [InlineData("fao_Latn,F,fao,fo,,I,G,Latn,62,181", "longitude '181'", "degrees from -180 to 180")]
    [InlineData("fao_Latn,F,fao,fo,,I,G,Latn,62,", "only one of latitude and longitude", "both or neither")]
    [InlineData("fao_Latn,F,fao,fo,,I,G,Latn,62", "9 fields", "10 as in the header")]
    [InlineData("fao_Latn,\"F,fao,fo,,I,G,Latn,62,-7", "not CSV", "comma-separated")]
    public void BadRowIsNamed(string row, string found, string expected)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(Header, "dan_Latn,Danish,dan,da,,I,G,Latn,56,10", row)).Message;
        Assert.StartsWith("languages.csv, line 3: found ", message);
        Assert.Contains(found, message);
        Assert.Contains(expected, message);
    }

    [Theory]
    [InlineData("fao_Latn,Other,fao,,,I,G,Latn,,", "'fao_Latn'")]
    [InlineData("foo_Latn,Faroese,foo,,,I,G,Latn,,", "'Faroese'")]
    [InlineData("foo_Latn,Foo,foo,,FO,I,G,Latn,,", "'FO'")]
    [InlineData("foo_Latn,Foo,foo,,fao-latn,I,G,Latn,,", "'fao-latn'")]
    public void SpellingTakenTwiceIsNamedWithBothLines(string row, string spelling)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(Header, Faroese, "", row)).Message;
        Assert.StartsWith($"languages.csv, line 4: found {spelling}", message);
        Assert.Contains("taken by fao_Latn in line 2", message);
    }

    [Theory]
    [InlineData("code,name,iso639_3,iso639_1,aliases,family,genus,script,latitude", "no column 'longitude'")]
    [InlineData(Header + ",code", "column 'code' 2 times")]
    public void BadHeaderIsNamed(string header, string found)
    {
        string message = Assert.Throws<InvalidDataException>(() => Read(header, Faroese)).Message;
        Assert.StartsWith("languages.csv, line 1: found " + found, message);
        Assert.Contains("iso639_3", message);
    }

    [Fact]
    public void EmptyFilesAreNamed()
    {
        Assert.Contains("an empty file", Assert.Throws<InvalidDataException>(() => Read("")).Message);
        Assert.Contains("no languages", Assert.Throws<InvalidDataException>(() => Read(Header)).Message);
    }

    [Fact]
    public void EndlessLineIsRefused() =>
        Assert.Throws<InvalidDataException>(() => Read(Header, "fao_Latn," + new string('x', 3_000_000)));

    [Fact]
    public void MissingAndOversizedFilesAreNamed()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");
        Assert.Contains(path, Assert.Throws<FileNotFoundException>(() => LanguageCatalog.Load(path)).Message);
        try
        {
            using (FileStream file = File.Create(path))
                file.SetLength(LanguageCsv.LargestFile + 1);
            Assert.Contains("bytes", Assert.Throws<InvalidDataException>(() => LanguageCatalog.Load(path)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
