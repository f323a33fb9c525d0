namespace TransferPredict.Evaluate.Tests.Report;

/// <summary>The tests that look at one report.</summary>
[CollectionDefinition(Name)]
public sealed class ReportCollection : ICollectionFixture<ReportFixture>
{
    public const string Name = "report";
}
