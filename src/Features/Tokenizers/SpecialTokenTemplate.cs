using System.Collections.Immutable;

namespace TransferPredict.Features.Tokenizers;

/// <summary>What a model expects around a text: <c>&lt;s&gt; A &lt;/s&gt;</c>, <c>[CLS] A [SEP]</c>, <c>A &lt;/s&gt;</c>.</summary>
public sealed record SpecialTokenTemplate
{
    /// <summary>Nothing around the text.</summary>
    public static readonly SpecialTokenTemplate None = new();

    /// <summary>What comes before the text.</summary>
    public ImmutableArray<SpecialToken> Before { get; init; } = [];

    /// <summary>What comes after the text.</summary>
    public ImmutableArray<SpecialToken> After { get; init; } = [];

    /// <summary>Token type of the text itself.</summary>
    public int TypeId { get; init; }

    /// <summary>How many tokens are added to a text.</summary>
    public int Count => Before.Length + After.Length;

    /// <summary>The ids that go into a model. The text's first token is at place <c>Before.Length</c>.</summary>
    /// <param name="ids">The text's ids.</param>
    public int[] Wrap(ReadOnlySpan<int> ids) => [.. Before.Select(t => t.Id), .. ids, .. After.Select(t => t.Id)];

    /// <summary>The token types that go into a model beside a text of so many tokens.</summary>
    /// <param name="count">Tokens of the text, 0 or more.</param>
    public int[] TypeIds(int count) => [.. Before.Select(t => t.TypeId), .. Enumerable.Repeat(TypeId, count), .. After.Select(t => t.TypeId)];
}
