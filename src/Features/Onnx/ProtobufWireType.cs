namespace TransferPredict.Features.Onnx;

/// <summary>How a protobuf field is written; groups (3 and 4) are not among ONNX's and are refused.</summary>
enum ProtobufWireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}
