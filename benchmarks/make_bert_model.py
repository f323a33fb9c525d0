#!/usr/bin/python3
"""Writes a BERT-base-shaped ONNX model: 12 layers of [4 x 768x768, 768x3072, 3072x768], float32, 72 matrices, 340 MB in one file.

    python3 make_bert_model.py bert.onnx                             # the 72 matrices
    python3 make_bert_model.py embedding.onnx --layers 0 --vocabulary 250002    # one 250,002 x 768 embedding, 768 MB

Needs the Python packages onnx and numpy. Values are Gaussian with a standard deviation of 0.02 (seeded). The file is written
tensor by tensor, so it takes little memory to make.
"""
import argparse

import numpy as np
import onnx
from onnx import TensorProto, helper


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def field(number, length):
    """The bytes in front of a length-delimited field."""
    return varint(number << 3 | 2) + varint(length)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("output")
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--width", type=int, default=768)
    parser.add_argument("--vocabulary", type=int, default=0, help="rows of a token embedding; none by default")
    options = parser.parse_args()
    width, inner = options.width, 4 * options.width

    tensors, nodes, hidden, source = [], [], "hidden_0", ("hidden_0", TensorProto.FLOAT, ["batch", "length", width])
    if options.vocabulary:
        source = ("input_ids", TensorProto.INT64, ["batch", "length"])
        tensors.append(("bert.embeddings.word_embeddings.weight", (options.vocabulary, width)))
        nodes.append(helper.make_node("Gather", [tensors[0][0], "input_ids"], [hidden], "/bert/embeddings/word_embeddings/Gather"))
    for layer in range(options.layers):
        path = f"/bert/encoder/layer.{layer}"
        steps = [("attention/self/query", width, width), ("attention/self/key", width, width),
                 ("attention/self/value", width, width), ("attention/output/dense", width, width),
                 ("intermediate/dense", width, inner), ("output/dense", inner, width)]
        for name, rows, columns in steps:
            weight, output = f"onnx::MatMul_{1000 + len(tensors)}", f"hidden_{len(nodes) + 1}"
            tensors.append((weight, (rows, columns)))
            nodes.append(helper.make_node("MatMul", [hidden, weight], [output], f"{path}/{name}/MatMul"))
            hidden = output

    graph = helper.make_graph(
        nodes, "bert", [helper.make_tensor_value_info(*source)],
        [helper.make_tensor_value_info(hidden, TensorProto.FLOAT, ["batch", "length", width])])
    structure = graph.SerializeToString()

    heads = []
    for name, dims in tensors:
        head = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=dims).SerializeToString()
        size = 4 * dims[0] * dims[1]
        heads.append((head + field(9, size), size))
    length = len(structure) + sum(len(field(5, len(head) + size)) + len(head) + size for head, size in heads)

    model = onnx.ModelProto(ir_version=8, producer_name="make_bert_model", opset_import=[helper.make_opsetid("", 17)])
    random = np.random.default_rng(1)
    with open(options.output, "wb") as file:
        file.write(model.SerializeToString() + field(7, length) + structure)
        for (head, size), (_, dims) in zip(heads, tensors):
            file.write(field(5, len(head) + size) + head)
            for start in range(0, dims[0], 8192):
                rows = min(8192, dims[0] - start)
                file.write((random.standard_normal((rows, dims[1]), dtype=np.float32) * 0.02).astype("<f4").tobytes())


if __name__ == "__main__":
    main()
