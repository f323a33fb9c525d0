namespace TransferPredict.Features.Onnx.Weights;

/// <summary>ONNX Runtime's packings of a few bits an element, of which only its own operators know the layout.</summary>
static class PackedWeights
{
    /// <summary>
    /// What MatMulNBits or GatherBlockQuantized makes of a packing, as a matrix whose rows are a product's inputs or a
    /// table's entries; null when the operator is used in a way that does not tell the matrix.
    /// </summary>
    /// <param name="node">The operator.</param>
    /// <param name="packing">The packed elements.</param>
    /// <param name="others">Scales, zero points, and the order of groups.</param>
    internal static ConstantOperation? Unpacked(OnnxNode node, ConstantValue packing, ReadOnlySpan<ConstantValue?> others)
    {
        ConstantValue? scales = At(others, 0), zeroPoints = At(others, 1), order = At(others, 2);
        bool known = scales != null && (node.Input(3) == null || zeroPoints != null);
        if (!known || packing.Dimensions.Any(dimension => dimension is 0 or > int.MaxValue))
            return null;

        long[]? dimensions = node.OperatorType == "MatMulNBits" ? Product(node, order) : Table(node, packing);
        // How exactly products are rounded is the model's affair; the weights are wanted as they are.
        OnnxAttribute[] attributes = [.. node.Attributes.Where(attribute => attribute.Name != "accuracy_level")];
        return dimensions == null ? null
            : new ConstantOperation(node.OperatorType, [packing, scales, zeroPoints], attributes, scales!.ElementType, dimensions) { Domain = node.Domain };
    }

    static long[]? Product(OnnxNode node, ConstantValue? order)
    {
        (long inputs, long outputs) = (node.Integer("K", 0), node.Integer("N", 0));
        return node.Input(4) == null && order == null && inputs > 0 && outputs > 0 ? [inputs, outputs] : null;
    }

    static long[]? Table(OnnxNode node, ConstantValue packing)
    {
        if (packing.Dimensions.Length != 2 || node.Integer("gather_axis", 0) != 0)
            return null;
        long bits = node.Integer("bits", 4);
        long perElement = packing.ElementType == TensorElementType.UInt8 && bits is 2 or 4 ? 8 / bits : 1;
        return [packing.Dimensions[0], packing.Dimensions[1] * perElement];
    }

    static ConstantValue? At(ReadOnlySpan<ConstantValue?> values, int index) => index < values.Length ? values[index] : null;
}
