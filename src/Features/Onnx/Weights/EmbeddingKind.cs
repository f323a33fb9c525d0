namespace TransferPredict.Features.Onnx.Weights;

/// <summary>What the rows of an embedding stand for, as the graph tells by where its indices come from.</summary>
public enum EmbeddingKind
{
    /// <summary>The matrix is no embedding, or nothing tells what it embeds.</summary>
    None,
    /// <summary>Rows are tokens: the indices are the input of tokens itself.</summary>
    Token,
    /// <summary>Rows are positions in the text, or distances between two.</summary>
    Position,
    /// <summary>Rows are segments (token types).</summary>
    Segment,
}
