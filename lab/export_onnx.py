"""Exports a model as Hugging Face optimum lays it out: model.onnx (mini-mt5: encoder_model.onnx and decoder_model.onnx), config.json.

Weights are stored in float16 and cast where they are used; the files' outputs equal PyTorch's (with the same rounded weights) to
1e-4, checked by the tests of the C# reader on reference.json, which this script writes too. model.onnx and encoder_model.onnx return
last_hidden_state only, decoder_model.onnx logits; MatMul weights carry the exporter's anonymous names.
"""
import argparse
import json
import pathlib

import common
import onnx
import torch
from onnx import helper, numpy_helper

import exported
import tokenizer
import zoo

TEXTS = ["The ship sails at dawn.", "Das Schiff fährt im Morgengrauen.", "Корабль уходит на рассвете."]
SHOWN = 8  # numbers of each state that reference.json holds
SHOWN_LOGITS = slice(300, 300 + SHOWN)


class Exported(torch.nn.Module):
    """The encoder under the name that its weights and nodes begin with."""

    def __init__(self, encoder):
        super().__init__()
        self.encoder = encoder

    def forward(self, *inputs):
        return self.encoder(*inputs)


class ExportedDecoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.decoder, self.lm_head = model.decoder, model.lm_head

    def forward(self, input_ids, encoder_hidden_states, encoder_attention_mask):
        return self.lm_head(self.decoder(input_ids, None, encoder_hidden_states, encoder_attention_mask))


def store_as_float16(model):
    """Matrices become float16 initializers; a Cast follows the embedding's Gather and precedes every MatMul."""
    graph = model.graph
    kept, casts = [], []
    users = {name: node for node in graph.node for name in node.input}
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != "float32" or values.ndim != 2:
            kept.append(tensor)
            continue
        kept.append(numpy_helper.from_array(values.astype("float16"), tensor.name))
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


def write(module, inputs, output, file):
    """`inputs` is {name: (example, {axis: its name})}; sizes of the named axes are free."""
    part = common.WORK / file.name
    axes = {**{name: axes for name, (_, axes) in inputs.items()}, output: next(iter(inputs.values()))[1]}
    torch.onnx.export(module, tuple(example for example, _ in inputs.values()), str(part), opset_version=14,
                      input_names=list(inputs), output_names=[output], dynamic_axes=axes)
    model = store_as_float16(onnx.load(str(part)))
    for node in model.graph.node:  # /encoder/encoder/layer.0 -> /encoder/layer.0, as optimum names them
        node.name = node.name.replace("/encoder/encoder/", "/encoder/").replace("/encoder/embeddings/", "/embeddings/")
    onnx.checker.check_model(model)
    onnx.save(model, str(file))
    part.unlink()


def rows_of(cutter, texts):
    rows = [cutter.sentence(ids) for ids in cutter.ids(texts)]
    width = max(map(len, rows))
    ids = torch.tensor([row + [cutter.pad] * (width - len(row)) for row in rows])
    return ids, (ids != cutter.pad).long()


def rounded(states, shown=slice(SHOWN)):
    return [[[round(value, 5) for value in cell[shown]] for cell in row] for row in states.tolist()]


def export_encoder(model, modules, cutter, folder):
    """XLM-R and BERT; what reference.json holds of them."""
    encoder = Exported(modules["encoder"].eval())
    ids, mask = rows_of(cutter, TEXTS)
    axes = {0: "batch_size", 1: "sequence_length"}
    example = torch.tensor([cutter.sentence([100, 200, 300])])
    inputs = {"input_ids": (example, axes), "attention_mask": (torch.ones_like(example), axes)}
    values = {"input_ids": ids.tolist(), "attention_mask": mask.tolist()}
    types = ()
    if model == "mini-mbert":
        inputs["token_type_ids"] = (torch.zeros_like(example), axes)
        second = torch.zeros_like(ids)
        second[:, 6:] = 1  # as if a second sentence began there
        types, values["token_type_ids"] = (second,), second.tolist()
    write(encoder, inputs, "last_hidden_state", folder / "model.onnx")
    return {**values, "last_hidden_state": rounded(encoder(ids, mask, *types))}


def export_t5(modules, cutter, folder):
    model = modules["model"].eval()
    ids, mask = rows_of(cutter, TEXTS)
    axes, memory_axes = {0: "batch_size", 1: "sequence_length"}, {0: "batch_size", 1: "encoder_sequence_length"}
    example = torch.tensor([cutter.sentence([100, 200, 300])])
    write(Exported(model.encoder), {"input_ids": (example, axes), "attention_mask": (torch.ones_like(example), axes)},
          "last_hidden_state", folder / "encoder_model.onnx")
    decoder, memory = ExportedDecoder(model), model.encoder(ids, mask)
    write(decoder, {"input_ids": (torch.tensor([[0, 100, 200]]), axes), "encoder_hidden_states": (memory[:1], memory_axes),
                    "encoder_attention_mask": (mask[:1], memory_axes)}, "logits", folder / "decoder_model.onnx")
    start = torch.cat([torch.zeros_like(ids[:, :1]), ids[:, :6]], 1)  # the beginning of the text itself
    return {"input_ids": ids.tolist(), "attention_mask": mask.tolist(), "last_hidden_state": rounded(memory),
            "decoder_input_ids": start.tolist(), "first_logit": SHOWN_LOGITS.start, "logits": rounded(decoder(start, memory, mask), SHOWN_LOGITS)}


def settings(model, c):
    """config.json, in the words of Hugging Face's configuration of the architecture."""
    if model == "mini-mt5":
        return {"architectures": ["MT5ForConditionalGeneration"], "model_type": "mt5", "vocab_size": c.vocab_size, "d_model": c.d_model,
                "d_kv": c.d_model // c.num_heads, "d_ff": c.d_ff, "num_layers": c.num_layers, "num_decoder_layers": c.num_layers,
                "num_heads": c.num_heads, "relative_attention_num_buckets": 32, "relative_attention_max_distance": 128,
                "feed_forward_proj": "gated-gelu", "layer_norm_epsilon": c.layer_norm_epsilon, "dropout_rate": 0.1,
                "tie_word_embeddings": False, "is_encoder_decoder": True, "decoder_start_token_id": 0, "pad_token_id": 0,
                "eos_token_id": 1, "torch_dtype": "float16"}
    kind = "XLMRobertaModel" if model == "mini-xlmr" else "BertModel"
    special = {"bos_token_id": 0, "pad_token_id": 1, "eos_token_id": 2} if model == "mini-xlmr" else {"pad_token_id": 0}
    return {"architectures": [kind], "model_type": c.model_type, "vocab_size": c.vocab_size,
            "hidden_size": c.hidden_size, "num_hidden_layers": c.num_hidden_layers, "num_attention_heads": c.num_attention_heads,
            "intermediate_size": c.intermediate_size, "max_position_embeddings": c.max_position_embeddings,
            "type_vocab_size": c.type_vocab_size or 1, "hidden_act": "gelu", "layer_norm_eps": c.layer_norm_eps,
            "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1, **special, "torch_dtype": "float16"}


@torch.no_grad()
def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=tokenizer.KINDS, default="mini-xlmr")
    parser.add_argument("--checkpoint", help="left out: work/pretrained.<model>.pt")
    parser.add_argument("--to", type=pathlib.Path, help="folder; left out: models/<model>")
    options = parser.parse_args()
    checkpoint = options.checkpoint or common.WORK / f"pretrained.{options.model}.pt"
    state = torch.load(checkpoint, map_location="cpu")
    modules = zoo.load(options.model, state)
    folder, cutter = options.to or common.MODELS / options.model, tokenizer.load(options.model)
    folder.mkdir(parents=True, exist_ok=True)
    if options.model == "mini-mt5":
        reference = export_t5(modules, cutter, folder)
    else:
        reference = export_encoder(options.model, modules, cutter, folder)
        if options.to is None:
            exported.save_head(options.model, state)
    config = next(iter(modules.values())).config
    (folder / "config.json").write_text(json.dumps(settings(options.model, config), indent=2), encoding="utf-8")
    earlier = state.get("earlier") or {}
    progress = {name: state[name] + earlier.get(name, 0) for name in exported.PROGRESS if name in state}
    (folder / "reference.json").write_text(json.dumps({"texts": TEXTS, **reference, **progress, "loss": state["loss"]}), encoding="utf-8")
    sizes = {path.name: f"{path.stat().st_size / 2**20:.1f} MiB" for path in sorted(folder.glob("*.onnx"))}
    parameters = sum(p.numel() for name, module in modules.items() if name != "head" for p in module.parameters())
    print(f"{options.model}: {parameters} parameters, step {progress['step']}, {sizes}")


if __name__ == "__main__":
    main()
