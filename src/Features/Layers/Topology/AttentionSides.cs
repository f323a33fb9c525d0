namespace TransferPredict.Features.Layers.Topology;

/// <summary>Which sides of attentions a value goes to.</summary>
[Flags]
enum AttentionSides
{
    None = 0,
    Query = 1,
    Key = 2,
    Value = 4,
}
