using System.Text;
using TransferPredict.Features.Tokenizers.Tries;

namespace TransferPredict.Features.Tests.Tokenizers.Tries;

public sealed class ByteTrieBuilderTest
{
    [Fact]
    public void Build_FindsEveryPieceAndNoOther_InCellsThatGrowWithTheNodesOnly()
    {
        var random = new Random(7);
        string[] pieces = [.. Enumerable.Range(0, 5000).Select(_ => string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => (char)random.Next('a', 'z')))).Distinct()];
        var builder = new ByteTrieBuilder();
        foreach ((int id, string piece) in pieces.Index())
            builder.Add(Encoding.UTF8.GetBytes(piece), id);
        ByteTrie trie = builder.Build();

        Assert.All(pieces.Index(), p => Assert.Equal(p.Index, trie.Find(Encoding.UTF8.GetBytes(p.Item))));
        Assert.All(pieces.Select(p => p + "z"), p => Assert.Equal(ByteTrie.None, trie.Find(Encoding.UTF8.GetBytes(p))));
        int nodes = pieces.SelectMany(p => Enumerable.Range(0, p.Length + 1).Select(end => p[..end])).Distinct().Count();
        Assert.InRange(trie.Cells, nodes, 3 * nodes);
    }
}
