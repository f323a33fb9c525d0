"""Writes tests/Golden/hidden_states: tiny encoders and decoders with random weights, exported to ONNX by PyTorch, and the hidden
states that PyTorch itself gives in every layer (as Hugging Face's output_hidden_states counts them).

Run with a Python that has torch and onnx: /usr/bin/python3 tests/Golden/hidden_states.py
"""
import json
import math
import pathlib
import sys

import torch
from torch import nn

FOLDER = pathlib.Path(__file__).parent / "hidden_states"
WIDTH, HEADS, VOCABULARY, INNER = 8, 2, 20, 12
IDS = torch.tensor([[1, 5, 7, 9, 2], [1, 11, 2, 0, 0]])
MASK = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
TARGETS = torch.tensor([[0, 4, 6, 8], [0, 13, 15, 17]])


class Attention(nn.Module):
    def __init__(self, bias=True):
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(WIDTH, WIDTH, bias=bias) for _ in range(4))

    def forward(self, x, memory, scores_bias):
        def heads(y):
            return y.view(y.shape[0], y.shape[1], HEADS, WIDTH // HEADS).transpose(1, 2)
        q, k, v = heads(self.q(x)), heads(self.k(memory)), heads(self.v(memory))
        weights = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS) + scores_bias, dim=-1)
        return self.o((weights @ v).transpose(1, 2).reshape(x.shape))


class RmsNorm(nn.Module):
    def __init__(self):
        super().__init__()
        self.weight = nn.Parameter(torch.rand(WIDTH) + 0.5)

    def forward(self, x):
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6))


def mask_bias(mask):
    return (1.0 - mask[:, None, None, :].float()) * -10000.0


class PreNorm(nn.Module):
    """XLM-R XL: the norm comes first in the branch, and once more at the end."""
    def __init__(self, blocks=3):
        super().__init__()
        self.words, self.places = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(16, WIDTH)
        self.blocks = nn.ModuleList(nn.ModuleDict({
            "norm1": nn.LayerNorm(WIDTH), "attention": Attention(), "norm2": nn.LayerNorm(WIDTH),
            "up": nn.Linear(WIDTH, INNER), "down": nn.Linear(INNER, WIDTH)}) for _ in range(blocks))
        self.norm = nn.LayerNorm(WIDTH)

    def states(self, ids, mask):
        x = self.words(ids) + self.places(torch.cumsum(mask, 1) * mask)
        states = [x]
        for b in self.blocks:
            y = b["norm1"](x)
            x = x + b["attention"](y, y, mask_bias(mask))
            x = b["down"](nn.functional.gelu(b["up"](b["norm2"](x)))) + x
            states.append(x)
        states[-1] = self.norm(x)
        return states

    def forward(self, input_ids, attention_mask):
        return self.states(input_ids, attention_mask)[-1]


class Shared(nn.Module):
    """ALBERT with its masked language modelling head: one block's weights three times, narrow embeddings widened, layer norms last."""
    def __init__(self, blocks=3):
        super().__init__()
        self.words, self.types = nn.Embedding(VOCABULARY, 4), nn.Embedding(2, 4)
        self.norm, self.widen = nn.LayerNorm(4), nn.Linear(4, WIDTH)
        self.attention, self.norm1, self.norm2 = Attention(), nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.up, self.down, self.count = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH), blocks
        self.dense, self.head_norm, self.decoder = nn.Linear(WIDTH, 4), nn.LayerNorm(4), nn.Linear(4, VOCABULARY)

    @staticmethod
    def gelu(x):
        return 0.5 * x * (1.0 + torch.tanh(math.sqrt(2.0 / math.pi) * (x + 0.044715 * torch.pow(x, 3.0))))

    def states(self, ids, mask, types):
        x = self.widen(self.norm(self.words(ids) + self.types(types)))
        states = [x]
        for _ in range(self.count):
            x = self.norm1(x + self.attention(x, x, mask_bias(mask)))
            x = self.norm2(self.down(self.gelu(self.up(x))) + x)
            states.append(x)
        return states

    def forward(self, input_ids, attention_mask, token_type_ids):
        x = self.states(input_ids, attention_mask, token_type_ids)[-1]
        return self.decoder(self.head_norm(self.gelu(self.dense(x))))


class Stack(nn.Module):
    """One side of mT5: RMS norms, relative positions computed in the first block and used in all, gated feed-forward."""
    def __init__(self, words, blocks, decoder):
        super().__init__()
        self.words, self.decoder, self.positions = words, decoder, nn.Embedding(8, HEADS)
        self.blocks = nn.ModuleList(nn.ModuleDict({
            "norm1": RmsNorm(), "attention": Attention(False), "norm2": RmsNorm(),
            "gate": nn.Linear(WIDTH, INNER, bias=False), "up": nn.Linear(WIDTH, INNER, bias=False), "down": nn.Linear(INNER, WIDTH, bias=False),
            **({"norm3": RmsNorm(), "cross": Attention(False)} if decoder else {})}) for _ in range(blocks))
        self.norm = RmsNorm()

    def states(self, ids, mask, memory=None, memory_mask=None):
        x = self.words(ids)
        states, bias = [x], None
        for b in self.blocks:
            y = b["norm1"](x)
            if bias is None:
                at = torch.arange(y.shape[1])
                distance = at[None, :] - at[:, None]
                bias = self.positions(distance.clamp(-4, 3) + 4).permute(2, 0, 1)[None]
                bias = bias + (mask_bias(mask) if mask is not None else (distance > 0).float() * -10000.0)
            x = x + b["attention"](y, y, bias)
            if self.decoder:
                x = x + b["cross"](b["norm3"](x), memory, mask_bias(memory_mask))
            y = b["norm2"](x)
            x = x + b["down"](nn.functional.gelu(b["gate"](y)) * b["up"](y))
            states.append(x)
        states[-1] = self.norm(x)
        return states


class Encoder(nn.Module):
    def __init__(self, stack):
        super().__init__()
        self.stack = stack

    def forward(self, input_ids, attention_mask):
        return self.stack.states(input_ids, attention_mask)[-1]


class Decoder(nn.Module):
    def __init__(self, stack):
        super().__init__()
        self.stack = stack

    def forward(self, encoder_attention_mask, input_ids, encoder_hidden_states):
        last = self.stack.states(input_ids, None, encoder_hidden_states, encoder_attention_mask)[-1]
        return (last * WIDTH ** -0.5) @ self.stack.words.weight.t()


class Both(nn.Module):
    def __init__(self, encoder, decoder):
        super().__init__()
        self.encoder, self.decoder = encoder, decoder

    def forward(self, input_ids, attention_mask, decoder_input_ids):
        memory = self.encoder.states(input_ids, attention_mask)[-1]
        return self.decoder.states(decoder_input_ids, None, memory, attention_mask)[-1], memory


def export(name, model, inputs, outputs, opset):
    FOLDER.mkdir(exist_ok=True)
    names = list(inputs)
    (FOLDER / name).parent.mkdir(exist_ok=True)
    torch.onnx.export(model.eval(), tuple(inputs.values()), str(FOLDER / f"{name}.onnx"), opset_version=opset, input_names=names,
                      output_names=outputs, dynamic_axes={key: {0: "batch", 1: f"{key}_tokens"} for key in [*names, *outputs]})


def write(name, config, **states):
    (FOLDER / name / "config.json").write_text(json.dumps(config))
    (FOLDER / name / "states.json").write_text(json.dumps(
        {key: [[[round(v, 6) for v in row.flatten().tolist()] for row in state] for state in value] for key, value in states.items()}))


def mini_xlmr():
    """models/mini-xlmr on the sentences of its reference.json: the first 8 values of every token that is no padding, in every layer."""
    root = pathlib.Path(__file__).resolve().parents[2]
    sys.path.insert(0, str(root / "lab"))
    import exported
    import model

    found = exported.state(root / "models" / "mini-xlmr" / "model.onnx")
    encoder = model.Encoder(model.Config(**found["config"]))
    encoder.load_state_dict(found["encoder"], strict=False)
    encoder.eval()
    reference = json.loads((root / "models" / "mini-xlmr" / "reference.json").read_text())
    ids, mask = torch.tensor(reference["input_ids"]), torch.tensor(reference["attention_mask"])
    states = []
    for layer in [encoder.embeddings, *encoder.encoder.layer]:
        layer.register_forward_hook(lambda _, __, output: states.append(output))
    encoder(ids, mask)
    (FOLDER / "mini-xlmr.json").write_text(json.dumps({
        "tokens": [[token for token, kept in zip(*row) if kept] for row in zip(ids.tolist(), mask.tolist())],
        "encoder": [[[round(v, 5) for token, kept in zip(state[i], mask[i]) if kept for v in token[:8].tolist()]
                     for i in range(len(ids))] for state in states]}))


def main():
    torch.manual_seed(20261121)
    with torch.no_grad():
        model = PreNorm()
        export("prenorm/model", model, {"input_ids": IDS, "attention_mask": MASK}, ["last_hidden_state"], 17)
        write("prenorm", {"num_hidden_layers": 3, "model_type": "bert"}, encoder=model.states(IDS, MASK))

        model = Shared()
        types = torch.zeros_like(IDS)
        export("shared/model", model, {"input_ids": IDS, "attention_mask": MASK, "token_type_ids": types}, ["logits"], 14)
        write("shared", {"num_hidden_layers": 3, "model_type": "albert"}, encoder=model.states(IDS, MASK, types))

        words = nn.Embedding(VOCABULARY, WIDTH)
        encoder, decoder = Stack(words, 3, False), Stack(words, 2, True)
        memory = encoder.states(IDS, MASK)
        config = {"num_layers": 3, "num_decoder_layers": 2, "decoder_start_token_id": 0, "pad_token_id": 0, "model_type": "mt5"}
        states = {"encoder": memory, "decoder": decoder.states(TARGETS, None, memory[-1], MASK)}
        export("two_files/encoder_model", Encoder(encoder), {"input_ids": IDS, "attention_mask": MASK}, ["last_hidden_state"], 14)
        export("two_files/decoder_model", Decoder(decoder),
               {"encoder_attention_mask": MASK, "input_ids": TARGETS, "encoder_hidden_states": memory[-1]}, ["logits"], 14)
        write("two_files", config, **states)
        export("one_file/model", Both(encoder, decoder), {"input_ids": IDS, "attention_mask": MASK, "decoder_input_ids": TARGETS},
               ["last_hidden_state", "encoder_last_hidden_state"], 14)
        write("one_file", config, **states)
        mini_xlmr()


if __name__ == "__main__":
    main()
