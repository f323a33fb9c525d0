using TransferPredict.Training.Probing;

namespace TransferPredict.Training.Tests.Probing;

public sealed class TopTiesTest
{
    [Fact]
    public void MatchesDraws()
    {
        ScoreBelief belief = Beliefs.Random(seed: 8, sources: 6);
        double[][] draws = Beliefs.Draw(belief, 20_000, seed: 3);
        for (int i = 0; i < 6; i++)
            for (int j = 0; j < 6; j++)
                if (i != j)
                    Assert.Equal(draws.Average(d => d[i] >= d[j] ? 1.0 : 0), TopTies.Overtakes(belief, i, j), 0.02);
    }

    [Fact]
    public void WhatAllShareDoesNotTieThem()
    {
        // Errors of 0.2 in common and of 0.01 apart: a difference of 0.05 is certain, though each score is not.
        const double Level = 0.04, Own = 0.0001;
        var belief = new ScoreBelief([0.60, 0.55, 0.595], [Level + Own, Level, Level, Level, Level + Own, Level, Level, Level, Level + Own]);
        Assert.Equal([true, false, true], TopTies.Find(belief, 0.9));
    }

    [Fact]
    public void AHigherLevelTiesMore()
    {
        ScoreBelief belief = Beliefs.Random(seed: 9, sources: 8);
        bool[] few = TopTies.Find(belief, 0.6), many = TopTies.Find(belief, 0.99);
        Assert.All(few.Zip(many), t => Assert.True(!t.First || t.Second));
        Assert.True(many.Count(t => t) > few.Count(t => t));
    }

    [Fact]
    public void MeasuredScoresTieOnlyWhenEqual()
    {
        ScoreBelief belief = Beliefs.Random(seed: 9, sources: 4).Given([new Probe(0, 0.9), new Probe(1, 0.9), new Probe(2, 0.8), new Probe(3, 0.1)]);
        Assert.Equal([true, true, false, false], TopTies.Find(belief, 0.9));
        for (int sources = 2; sources <= 60; sources++)
            Assert.All(TopTies.Find(Beliefs.Random(seed: 9, sources).Given(Enumerable.Range(0, sources).Select(s => new Probe(s, 0.62))), 0.9), Assert.True);
    }
}
