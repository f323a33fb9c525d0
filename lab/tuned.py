"""Writes models fine-tuned on a task as ONNX, to compare with what they were before: DIR/<model>.<task>.<language>.

`python3 tuned.py --model mini-xlmr --task pos --sources en,tr --to DIR` fine-tunes as finetune.py does (seed 0) and exports the encoder with its
tokenizer and config.json, for `layers`, `inspect` and `compare`. The head, which alignment knows nothing of, is left out. Without
--sources it takes six, from rich to poor. The files are for measuring; they are made on demand and not committed.
"""
import argparse
import json
import pathlib
import shutil

import common
import torch

import export_onnx
import finetune
import finetune_translation
import tasks
import tokenizer

SOURCES = 6
TASKS = [*tasks.ALL, finetune_translation.task.name]


def use(model, name, bfloat16=False):
    """The task, its settings as when its scores were measured but for the precision of matrix products."""
    more = ["--bfloat16"] if bfloat16 else []
    if name != finetune_translation.task.name:
        return finetune.use(model, name, more)
    if model != finetune_translation.MODEL:
        raise SystemExit(f"{model} cannot translate; expected {finetune_translation.MODEL}.")
    return finetune_translation.use(more)


def encoder(task, source):
    """The encoder fine-tuned on a source with seed 0."""
    own = finetune_translation if task is finetune_translation.task else finetune
    with torch.autocast("cuda" if torch.cuda.is_available() else "cpu", torch.bfloat16, own.options.bfloat16, cache_enabled=False):
        return (own.train(source, 0) if own is finetune_translation else own.train(task.train(source, 0), 0)).encoder


def spread(model, task, sources, languages):
    """Six sources at equal distances of the list that begins with those of most text in pre-training."""
    ordered = finetune.by_text(model, task, sources, languages)
    return [ordered[i * (len(ordered) - 1) // (SOURCES - 1)] for i in range(SOURCES)]


def export(model, tuned, folder):
    folder.mkdir(parents=True, exist_ok=True)
    cutter = tokenizer.load(model)
    with torch.no_grad():
        if model == "mini-mt5":
            ids, mask = export_onnx.rows_of(cutter, export_onnx.TEXTS)
            axes = {0: "batch_size", 1: "sequence_length"}
            export_onnx.write(export_onnx.Exported(tuned.eval()), {"input_ids": (ids, axes), "attention_mask": (mask, axes)},
                              "last_hidden_state", folder / "encoder_model.onnx")
        else:
            export_onnx.export_encoder(model, {"encoder": tuned}, cutter, folder)
    (folder / "config.json").write_text(json.dumps(export_onnx.settings(model, tuned.config), indent=2), encoding="utf-8")
    for path in sorted((common.MODELS / model).iterdir()):
        if path.name.startswith(("tokenizer", "sentencepiece", "spiece", "vocab")):
            shutil.copy(path, folder / path.name)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", choices=tokenizer.KINDS, default="mini-xlmr")
    parser.add_argument("--task", choices=TASKS, default="pos")
    parser.add_argument("--sources", help="comma separated, as the data set calls them")
    parser.add_argument("--bfloat16", action="store_true", help="matrix products in bfloat16")
    parser.add_argument("--to", type=pathlib.Path, required=True)
    options = parser.parse_args()
    task, languages = use(options.model, options.task, options.bfloat16), common.Languages()
    for source in options.sources.split(",") if options.sources else spread(options.model, task, task.sources, languages):
        folder = options.to / f"{options.model}.{options.task}.{languages.code(source, task.dataset)}"
        export(options.model, encoder(task, source), folder)
        print(folder, flush=True)


if __name__ == "__main__":
    main()
