namespace TransferPredict.Features.Tokenizers;

/// <summary>A token and the part of a text it stands for: bytes or characters, as the holder says.</summary>
readonly record struct Token(int Id, int Start, int End);
