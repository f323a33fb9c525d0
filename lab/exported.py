"""Reads the exported, committed weights back into PyTorch, so that every later stage can start from a fresh clone."""
import common
import numpy
import onnx
import torch
from onnx import numpy_helper

from tokenizer import MODEL

HEAD = common.ROOT / "lab" / "weights" / "mini-xlmr.lm_head.npz"


def state(path=MODEL / "model.onnx"):
    """What a checkpoint holds of a model (config, encoder, and the head where it is there), from model.onnx."""
    graph = onnx.load(str(path)).graph
    values = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).astype(numpy.float32)) for tensor in graph.initializer}
    encoder = {name.removeprefix("encoder."): value for name, value in values.items() if name.startswith("encoder.")}
    casts = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Cast"}
    for node in graph.node:
        stored = casts.get(node.input[1]) if node.op_type == "MatMul" else None
        if stored in values:  # named after the node: /encoder/layer.0/attention/self/query/MatMul; stored transposed
            name = node.name.strip("/").removesuffix("/MatMul").replace("/", ".")
            encoder[f"{name}.weight"] = values[stored].t().contiguous()
    words = encoder["embeddings.word_embeddings.weight"]
    layers = 1 + max(int(name.split(".")[2]) for name in encoder if name.startswith("encoder.layer."))
    result = {"step": 0, "loss": 0.0, "encoder": encoder, "config": {
        "vocab_size": len(words), "hidden_size": words.shape[1], "num_hidden_layers": layers, "num_attention_heads": words.shape[1] // 64,
        "intermediate_size": len(encoder["encoder.layer.0.intermediate.dense.bias"]),
        "max_position_embeddings": len(encoder["embeddings.position_embeddings.weight"])}}
    if HEAD.exists():
        result["head"] = {name: torch.from_numpy(value.astype(numpy.float32)) for name, value in numpy.load(HEAD).items()}
    return result


def save_head(checkpoint):
    """Keeps the masked-language-model head, which model.onnx does not hold, for stages that go on with pre-training."""
    HEAD.parent.mkdir(exist_ok=True)
    numpy.savez_compressed(HEAD, **{name: value.numpy().astype(numpy.float16) for name, value in checkpoint["head"].items()})
