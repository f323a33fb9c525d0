namespace TransferPredict.Features.Tokenizers.Pipeline;

/// <summary>A code point and the part of the original text it stands for.</summary>
readonly record struct AlignedPoint(int Value, int Start, int End);
