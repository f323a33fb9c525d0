using TransferPredict.Training.Predictor;

namespace TransferPredict.Training.Tests.Predictor;

public class LevelRowTest
{
    [Fact]
    public void Of_IsTheMeanOverSourcesOfWhatTellsOfTheTarget()
    {
        string[] names = ["lex.fertility_target", "rep.bures", "lex.fertility_source", "src.targets", "near.residual", "near.level", "concept.colap"];
        float[] values =
        [
            1.5f, 0.2f, 7, 100, 0.3f, 0.5f, float.NaN,
            1.5f, 0.4f, 8, 101, 0.4f, 0.5f, float.NaN,
            1.5f, float.NaN, 9, 102, 0.5f, 0.5f, float.NaN,
        ];
        Assert.Equal([1.5f, 0.3f, float.NaN, float.NaN, float.NaN, 0.5f, float.NaN], LevelRow.Of(values, names));
    }
}
