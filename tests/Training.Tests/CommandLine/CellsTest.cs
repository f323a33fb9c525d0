using TransferPredict.Training.CommandLine;

namespace TransferPredict.Training.Tests.CommandLine;

public class CellsTest
{
    [Theory]
    [InlineData(0.80449, "0.804")]
    [InlineData(1.0, "1.000")]
    [InlineData(-0.0123, "-0.012")]
    [InlineData(double.NaN, "-")]
    [InlineData(null, "-")]
    public void Score_HasThreeDecimals(double? value, string text) => Assert.Equal(text, Cells.Score(value));

    [Theory]
    [InlineData(342.44, "342.4")]
    [InlineData(0.0003414159, "0.0003414")]
    [InlineData(1234567.0, "1.235E+06")]
    [InlineData(0.0, "0")]
    [InlineData(double.NaN, "-")]
    [InlineData(double.PositiveInfinity, "inf")]
    [InlineData(double.NegativeInfinity, "-inf")]
    public void Measure_HasFourDigits(double value, string text) => Assert.Equal(text, Cells.Measure(value));
}
