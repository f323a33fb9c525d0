"""Exports models/mini-xlmr as Hugging Face optimum lays a model out: model.onnx, config.json, tokenizer_config.json.

Weights are stored in float16 and cast where they are used; the file's outputs equal PyTorch's (with the same rounded
weights) to 1e-4, checked by the test of the C# reader on models/mini-xlmr/reference.json, which this script writes too.
model.onnx returns last_hidden_state only and its MatMul weights carry the exporter's anonymous names.
"""
import argparse
import json

import common
import numpy
import onnx
import torch
from onnx import helper, numpy_helper

import exported
from model import Config, Encoder
from tokenizer import MODEL, Tokenizer


class Exported(torch.nn.Module):
    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, input_ids, attention_mask):
        return self.encoder(input_ids, attention_mask)


def load(checkpoint):
    state = torch.load(checkpoint, map_location="cpu")
    settings = {k: v for k, v in state["config"].items() if k not in ("pad_token_id", "layer_norm_eps", "dropout")}
    encoder = Encoder(Config(**settings, dropout=0.0))
    encoder.load_state_dict({k: v.half().float() for k, v in state["encoder"].items()})
    return encoder.eval(), settings, state


def store_as_float16(model):
    """Matrices become float16 initializers; a Cast follows the embedding's Gather and precedes every MatMul."""
    graph = model.graph
    kept, casts = [], []
    users = {name: node for node in graph.node for name in node.input}
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != numpy.float32 or values.ndim != 2:
            kept.append(tensor)
            continue
        kept.append(numpy_helper.from_array(values.astype(numpy.float16), tensor.name))
        user = users[tensor.name]
        if user.op_type == "Gather":
            short = user.output[0] + "_float16"
            cast = helper.make_node("Cast", [short], [user.output[0]], user.name + "_Cast", to=onnx.TensorProto.FLOAT)
            user.output[0] = short
            casts.append((user.name, cast, True))
        else:
            wide = tensor.name + "_float32"
            cast = helper.make_node("Cast", [tensor.name], [wide], user.name + "_Cast", to=onnx.TensorProto.FLOAT)
            user.input[list(user.input).index(tensor.name)] = wide
            casts.append((user.name, cast, False))
    nodes = []
    for node in graph.node:
        nodes += [cast for name, cast, after in casts if name == node.name and not after]
        nodes.append(node)
        nodes += [cast for name, cast, after in casts if name == node.name and after]
    del graph.initializer[:], graph.node[:]
    graph.initializer.extend(kept)
    graph.node.extend(nodes)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", default=str(common.WORK / "pretrained.pt"))
    options = parser.parse_args()
    encoder, settings, state = load(options.checkpoint)
    exported.save_head(state)
    tokenizer = Tokenizer()
    example = torch.tensor([[0, 100, 200, 300, 2]])
    path = common.WORK / "model.onnx"
    torch.onnx.export(Exported(encoder), (example, torch.ones_like(example)), str(path), opset_version=14,
                      input_names=["input_ids", "attention_mask"], output_names=["last_hidden_state"],
                      dynamic_axes={name: {0: "batch_size", 1: "sequence_length"}
                                    for name in ("input_ids", "attention_mask", "last_hidden_state")})
    model = store_as_float16(onnx.load(str(path)))
    for node in model.graph.node:  # /encoder/encoder/layer.0 -> /encoder/layer.0, as optimum names them
        node.name = node.name.replace("/encoder/encoder/", "/encoder/").replace("/encoder/embeddings/", "/embeddings/")
    onnx.checker.check_model(model)
    MODEL.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(MODEL / "model.onnx"))
    path.unlink()
    json.dump({"architectures": ["XLMRobertaModel"], "model_type": "xlm-roberta", "vocab_size": tokenizer.size,
               "hidden_size": settings["hidden_size"], "num_hidden_layers": settings["num_hidden_layers"],
               "num_attention_heads": settings["num_attention_heads"], "intermediate_size": settings["intermediate_size"],
               "max_position_embeddings": settings["max_position_embeddings"], "type_vocab_size": 1, "hidden_act": "gelu",
               "layer_norm_eps": 1e-5, "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
               "bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2, "torch_dtype": "float16"},
              open(MODEL / "config.json", "w"), indent=2)
    json.dump({"tokenizer_class": "XLMRobertaTokenizer", "bos_token": "<s>", "cls_token": "<s>", "eos_token": "</s>",
               "sep_token": "</s>", "unk_token": "<unk>", "pad_token": "<pad>", "mask_token": "<mask>",
               "model_max_length": 512}, open(MODEL / "tokenizer_config.json", "w"), indent=2)
    texts = ["The ship sails at dawn.", "Das Schiff fährt im Morgengrauen.", "Корабль уходит на рассвете."]
    rows = [[0, *ids, 2] for ids in tokenizer.ids(texts)]
    width = max(map(len, rows))
    ids = torch.tensor([row + [1] * (width - len(row)) for row in rows])
    with torch.no_grad():
        hidden = encoder(ids, (ids != 1).long())
    json.dump({"texts": texts, "input_ids": ids.tolist(), "attention_mask": (ids != 1).long().tolist(),
               "last_hidden_state": [[[round(v, 5) for v in cell[:8]] for cell in row] for row in hidden.tolist()],
               "step": state["step"], "loss": state["loss"]}, open(MODEL / "reference.json", "w"))
    print(f"{MODEL.name}: {sum(p.numel() for p in encoder.parameters())} parameters, step {state['step']}, "
          f"{(MODEL / 'model.onnx').stat().st_size / 2**20:.1f} MiB")


if __name__ == "__main__":
    main()
