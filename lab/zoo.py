"""The lab's models by name: architecture, objective, first weights, and the trained encoder as later stages use it."""
import common
import numpy
import torch

import exported
import start_embeddings
import t5
from masked import Masked
from model import Config, Encoder, MaskedHead, bert
from spans import Spans


def config(model, vocabulary, width=256, layers=4, feed_forward=1024):
    settings = {"hidden_size": width, "num_hidden_layers": layers, "num_attention_heads": width // 64, "intermediate_size": feed_forward}
    if model == "mini-mt5":
        return t5.Config(vocabulary, width, layers, width // 64, feed_forward)
    return bert(vocabulary, **settings) if model == "mini-mbert" else Config(vocabulary, **settings)


def build(model, config):
    """The modules that are trained together, by name, with random weights."""
    if model == "mini-mt5":
        return {"model": t5.Model(config)}
    return {"encoder": Encoder(config), "head": MaskedHead(config)}


def objective(model, tokenizer, data, tokens, seed):
    if model == "mini-mt5":
        return Spans(tokenizer, data, tokens, seed)
    return Masked(tokenizer, data, tokens, seed, parallel=model == "mini-xlmr")


def warm_start(model, modules, tokenizer, data):
    """Token embeddings from the corpus' own counts, kept in work/; mini-mbert's know nothing of translated lines."""
    width = next(iter(modules.values())).config.hidden_size
    kept = common.WORK / f"start.{model}.{width}.npy"
    if not kept.exists():
        numpy.save(kept, start_embeddings.start(tokenizer, data, width, parallel=model != "mini-mbert"))
    vectors = torch.from_numpy(numpy.load(kept))
    if model == "mini-mt5":
        modules["model"].start_from(vectors)
    else:
        modules["encoder"].words.weight.data.copy_(vectors)


def load(model, state, dropout=0.0):
    """The trained modules of a checkpoint or of exported.state, their weights rounded as the export rounds them."""
    kind = t5.Config if model == "mini-mt5" else Config
    modules = build(model, kind(**{**state["config"], "dropout": dropout}))
    for name, module in modules.items():
        restore(module, state, name)
    return modules


def restore(module, state, name):
    module.load_state_dict({key: value.half().float() for key, value in state[name].items()})


def encoder(model, checkpoint=None, dropout=0.0):
    """The trained encoder, for a linear head to stand on: `encoder(ids, mask)` or `encoder.hidden(encoder.words(ids), mask)` gives
    (sentences, pieces, `encoder.config.hidden_size`). From a checkpoint of pretrain.py, or the committed export."""
    state = torch.load(checkpoint, map_location="cpu") if checkpoint else exported.state(model)
    if model == "mini-mt5":
        return load(model, state, dropout)["model"].encoder
    result = Encoder(Config(**{**state["config"], "dropout": dropout}))
    restore(result, state, "encoder")
    return result
