using TransferPredict.Training.CommandLine;

namespace TransferPredict.Training.Tests.CommandLine;

public sealed class ProgramNameTest
{
    [Theory]
    [InlineData("Next: dotnet run --project src/Evaluate -- rank fao_Latn", "Next: transferpredict rank fao_Latn")]
    [InlineData("train it with `dotnet run --project src/Training` first", "train it with `transferpredict train` first")]
    [InlineData("`dotnet run --project src/Training -- --text DIR` makes them", "`transferpredict train --text DIR` makes them")]
    public void AsTool_SaysWhatTheToolTakes(string clone, string tool) => Assert.Equal(tool, ProgramName.AsTool(clone));

    [Fact]
    public void Typed_InACloneIsTheTextItself() =>
        Assert.Equal(("dotnet run --project src/Evaluate --", "`dotnet run --project src/Training`"), (ProgramName.Start, ProgramName.Typed("`dotnet run --project src/Training`")));
}
