using System.Collections.Immutable;

namespace TransferPredict.Features.Tokenizers;

/// <summary>A text's tokens, without special tokens around it; the arrays are of one length.</summary>
/// <param name="Ids">Their ids.</param>
/// <param name="Words">
/// The word each belongs to, by its place among the words. A word that normalises to nothing has no token; a token that reaches over
/// several words belongs to the first of them.
/// </param>
/// <param name="Places">
/// The part of the text each stands for, in UTF-16 characters and without white space before it; several tokens may share one.
/// </param>
/// <param name="WordCount">How many words there are.</param>
public sealed record TokenEncoding(ImmutableArray<int> Ids, ImmutableArray<int> Words, ImmutableArray<Range> Places, int WordCount);
