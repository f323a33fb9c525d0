using TransferPredict.Features.Representations.Similarity;

namespace TransferPredict.Features.Tests.Representations.Similarity;

public sealed class RepresentationLayerTest
{
    [Fact]
    public void Choose_TakesTheHighestMeanAndTheLowestOfEquals()
    {
        RepresentationLayer? chosen = RepresentationLayer.Choose(
        [
            [new(0, 0.2), new(0.5, 1), new(1, 1), new(1, 1)],
            [new(0, 0), new(1, 1), new(0.5, 1), new(0.75, 0.75)],
        ]);

        Assert.Equal(1, chosen!.Layer);
        Assert.Equal([0.05, 0.875, 0.875, 0.875], chosen.MeanPrecision);
    }

    [Fact]
    public void Choose_HasNothingToChooseByWithoutPairs() => Assert.Null(RepresentationLayer.Choose([]));

    [Fact]
    public void Choose_RefusesPairsOfDifferentModels() =>
        Assert.Throws<ArgumentException>(() => RepresentationLayer.Choose([[new(1, 1)], [new(1, 1), new(1, 1)]]));
}
