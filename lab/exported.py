"""Reads the exported, committed weights back into PyTorch, so that every later stage can start from a fresh clone.

A Linear layer's matrix stands transposed under the exporter's anonymous name and gets its own back from the node that uses it,
/encoder/layer.0/attention/self/query/MatMul; of equal weights (biases still zero) one is stored, the others are Identity nodes. What
pre-training needs and the export lacks is in lab/weights: the masked-language-model head of mini-xlmr and mini-mbert (mini-mt5's files
hold all of it).
"""
import json

import common
import numpy
import onnx
import torch
from onnx import numpy_helper

PROGRESS = ("step", "seen", "minutes")  # summed over the stages that led to an export


def head_file(model):
    return common.ROOT / "lab" / "weights" / f"{model}.lm_head.npz"


def weights(path):
    """Every weight of an ONNX file of export_onnx.py by its name in PyTorch, float32."""
    graph = onnx.load(str(path)).graph
    values = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).astype(numpy.float32)) for tensor in graph.initializer}
    values.update({node.output[0]: values[node.input[0]] for node in graph.node if node.op_type == "Identity" and node.input[0] in values})
    named = {name: value for name, value in values.items() if name.endswith((".weight", ".bias"))}
    casts = {node.output[0]: node.input[0] for node in graph.node if node.op_type == "Cast"}
    for node in graph.node:
        stored = casts.get(node.input[1]) if node.op_type == "MatMul" else None
        if stored in values:
            named[node.name.strip("/").removesuffix("/MatMul").replace("/", ".") + ".weight"] = values[stored].t().contiguous()
    return named


def state(model):
    """What a checkpoint holds of a model (config, its modules' weights), from its exported files, and how far it was trained."""
    folder = common.MODELS / model
    settings = json.loads((folder / "config.json").read_text())
    reference = json.loads((folder / "reference.json").read_text())
    progress = {name: reference.get(name, 0) for name in PROGRESS}
    if model == "mini-mt5":
        config = {name: settings[name] for name in ("vocab_size", "d_model", "num_layers", "num_heads", "d_ff")}
        named = {**weights(folder / "encoder_model.onnx"), **weights(folder / "decoder_model.onnx")}
        return {"progress": progress, "config": config, "model": {**named, "shared.weight": named["encoder.embed_tokens.weight"]}}
    config = {name: settings[name] for name in ("vocab_size", "hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size",
                                                "max_position_embeddings", "pad_token_id", "layer_norm_eps", "model_type")}
    config["type_vocab_size"] = settings["type_vocab_size"] if model == "mini-mbert" else 0
    named = weights(folder / "model.onnx")
    result = {"progress": progress, "config": config,
              "encoder": {name if name.startswith("encoder.layer") else name.removeprefix("encoder."): value for name, value in named.items()}}
    if head_file(model).exists():
        result["head"] = {name: torch.from_numpy(value.astype(numpy.float32)) for name, value in numpy.load(head_file(model)).items()}
    return result


def save_head(model, checkpoint):
    """Keeps the masked-language-model head for stages that go on with pre-training."""
    head_file(model).parent.mkdir(exist_ok=True)
    numpy.savez_compressed(head_file(model), **{name: value.numpy().astype(numpy.float16) for name, value in checkpoint["head"].items()})
