using Deedle;
using TransferPredict.Features.Languages;
using TransferPredict.MlNet.Data;
using TransferPredict.MlNet.Frames;
using TransferPredict.Training.FeatureTables;
using TransferPredict.Training.Scores;
using TransferPredict.Training.Validation;

namespace TransferPredict.MlNet.Tests.Frames;

public class FramesTest
{
    static readonly LanguageCatalog _languages = SmallTables.Languages;

    static readonly ScoreRow[] _scores =
    [
        Score("pos", "accuracy", "deu_Latn", "nld_Latn", 0.7), Score("pos", "accuracy", "deu_Latn", "nld_Latn", 0.8) with { Seed = 2 },
        Score("pos", "accuracy", "deu_Latn", "fao_Latn", 0.5), Score("pos", "accuracy", "swe_Latn", "fao_Latn", 0.6),
        Score("ner", "f1", "swe_Latn", "fao_Latn", 0.25),
    ];

    [Fact]
    public void Scores_ARowAPairAColumnATask_AndBack()
    {
        Frame<PairKey, string> frame = _scores.ToFrame();
        Assert.Equal(["ner|f1", "pos|accuracy"], frame.ColumnKeys);
        Assert.Equal([new("m", "deu_Latn", "fao_Latn"), new("m", "deu_Latn", "nld_Latn"), new PairKey("m", "swe_Latn", "fao_Latn")], frame.RowKeys);
        Assert.Equal(0.75, frame.GetColumn<double>("pos|accuracy").Get(new PairKey("m", "deu_Latn", "nld_Latn")), 1e-12);
        Assert.Equal(1, frame.GetColumn<double>("ner|f1").ValueCount);
        Assert.Equal(
            [("ner", "f1", "swe_Latn", "fao_Latn", 0.25), ("pos", "accuracy", "deu_Latn", "fao_Latn", 0.5), ("pos", "accuracy", "deu_Latn", "nld_Latn", 0.75), ("pos", "accuracy", "swe_Latn", "fao_Latn", 0.6)],
            ScoreFrame.FromFrame(frame, _languages).Select(s => (s.Task, s.Metric, s.Source.Code, s.Target.Code, Math.Round(s.Score, 12))));
        frame.ReplaceColumn("pos|accuracy", frame.GetColumn<double>("pos|accuracy").Select(s => s.Value * 100));
        Assert.Contains("expected a fraction", Assert.Throws<ArgumentException>(() => ScoreFrame.FromFrame(frame, _languages)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scores_OfTwoTrainingSizesDoNotCompare()
    {
        var error = Assert.Throws<ArgumentException>(() => _scores.Append(_scores[0] with { TrainSize = 5000 }).ToFrame());
        Assert.StartsWith("deu_Latn to nld_Latn with m has scores in 'pos|accuracy' at the training sizes 1000, 5000; expected one.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Features_AndBack_MissingStaysMissing()
    {
        FeatureTable table = SmallTables.Of();
        Frame<PairKey, string> frame = table.ToFrame();
        Assert.Equal((table.Rows.Count, table.Schema.Names.Length), (frame.RowCount, frame.ColumnCount));
        PairFeatures back = FeatureFrame.FromFrame(frame);
        Assert.Equal(table.Schema, back.Schema);
        for (int i = 0; i < table.Rows.Count; i++)
            Assert.Equal(table.Rows.Row(i).ToArray(), back.Of("mini-xlmr", table.Rows.Sources[i], table.Rows.Targets[i]).ToArray());
        int missing = table.Rows.Features.Where((_, i) => i % table.Schema.Names.Length == 5).Count(float.IsNaN);
        Assert.Equal(table.Rows.Count - missing, frame.GetColumn<double>(table.Schema.Names[5]).ValueCount);
    }

    [Fact]
    public void Predictions_AndBack()
    {
        Prediction[] predictions =
        [
            new("m|pos|accuracy|fao_Latn", "fao", "deu_Latn", 0.5, 0.52, 0.4, 0.64), new("m|pos|accuracy|fao_Latn", "fao", "swe_Latn", 0.6, 0.58),
            new("m|pos|accuracy|por_Latn_BR", "por", "swe_Latn", 0.4, 0.41, 0.3, 0.5),
        ];
        Assert.Equal(predictions, PredictionFrame.FromFrame(predictions.ToFrame(), "pos", "accuracy", _languages));
        var error = Assert.Throws<ArgumentException>(() => predictions.Append(predictions[0] with { Query = "m|ner|f1|fao_Latn" }).ToFrame());
        Assert.StartsWith("deu_Latn to fao_Latn with m stands 2 times", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void JoinedByPair_AndPivotedIntoAMatrix()
    {
        Prediction[] predictions = [new("m|pos|accuracy|fao_Latn", "fao", "swe_Latn", 0.6, 0.58), new("m|pos|accuracy|isl_Latn", "isl", "swe_Latn", 0.3, 0.35)];
        Frame<PairKey, string> joined = _scores.ToFrame().JoinPairs(predictions.ToFrame());
        Assert.Equal(4, joined.RowCount);
        Assert.Equal(["ner|f1", "pos|accuracy", "actual", "predicted", "lower", "upper"], joined.ColumnKeys);
        Frame<string, string> matrix = joined.ToMatrix("pos|accuracy", "m");
        Assert.Equal(["deu_Latn", "swe_Latn"], matrix.RowKeys);
        Assert.Equal(["fao_Latn", "isl_Latn", "nld_Latn"], matrix.ColumnKeys);
        Assert.Equal((0.5, 0.6), (matrix.GetColumn<double>("fao_Latn").Get("deu_Latn"), matrix.GetColumn<double>("fao_Latn").Get("swe_Latn")));
        Assert.Equal(0, matrix.GetColumn<double>("isl_Latn").ValueCount);
        Assert.Equal(0.35, joined.ToMatrix("predicted", "m").GetColumn<double>("isl_Latn").Get("swe_Latn"));
        Assert.Contains("'actual' is in two frames", Assert.Throws<ArgumentException>(() => joined.JoinPairs(predictions.ToFrame())).Message, StringComparison.Ordinal);
        Assert.Contains("expected some of 'other'", Assert.Throws<ArgumentException>(() => joined.ToMatrix("predicted", "other")).Message, StringComparison.Ordinal);
    }

    static ScoreRow Score(string task, string metric, string source, string target, double score) =>
        new(task, metric, "m", _languages.Resolve(source), _languages.Resolve(target), score, 1000, 1, "test");
}
