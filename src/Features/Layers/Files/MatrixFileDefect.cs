namespace TransferPredict.Features.Layers.Files;

/// <summary>What can be wrong with a file of matrices that is no ONNX.</summary>
public enum MatrixFileDefect
{
    /// <summary>Neither a model's file nor a folder with one.</summary>
    NotAModel,
    /// <summary>The file is no longer the one that was opened.</summary>
    Changed,
    /// <summary>The file is too short to hold a header's length, or anything.</summary>
    TooShort,
    /// <summary>The header claims more bytes than a header may have.</summary>
    HeaderTooLarge,
    /// <summary>The header claims more bytes than the file has.</summary>
    HeaderPastEnd,
    /// <summary>The header is no UTF-8, no JSON, or not of the form that is asked for.</summary>
    BadHeader,
    /// <summary>Two tensors have one name.</summary>
    DuplicateTensor,
    /// <summary>A tensor lacks its type, shape or place, or one of them is not of the form that is asked for.</summary>
    BadTensor,
    /// <summary>A tensor has a type that is not known.</summary>
    UnknownType,
    /// <summary>A tensor's dimensions multiply to more than 64 bits hold.</summary>
    Overflow,
    /// <summary>A tensor ends before it begins, or does not begin where the one before it ends.</summary>
    BadOffsets,
    /// <summary>A tensor has another number of bytes than its type and shape say.</summary>
    WrongByteCount,
    /// <summary>The file has other bytes behind the header than its tensors.</summary>
    WrongLength,
    /// <summary>The file begins with other bytes than such a file has.</summary>
    BadMagic,
    /// <summary>The format's version is not one that is read.</summary>
    UnknownVersion,
    /// <summary>The matrix is big-endian.</summary>
    BigEndian,
    /// <summary>The array does not have two dimensions of 1 or more.</summary>
    NotAMatrix,
    /// <summary>An index of several files does not fit them.</summary>
    BadIndex,
}
