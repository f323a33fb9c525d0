"""Measures what fine-tuning does to alignment and to weights: data/changes/<task>.<model>.pairs.csv and .weights.csv, for `findings`.

`python3 changes.py --models mini-xlmr --tasks pos,ner` fine-tunes on six sources of each task that have text, from rich to poor, as tuned.py does (seed 0),
exports each encoder to a temporary folder, and runs the product's own commands on the model before and after: `layers` on text of the six sources and
others, nine languages in all, and `compare` on the weights. The model before is measured once a task and kept in work/changes. Rows of a source are written
when both are done; sources that both files have are passed over, so a stage may end at any time. Text is what texts.py writes; without --text it is written
to work/texts. The product must be built: `dotnet build src/Evaluate`.

CALIGN's match threshold is 0.2, as in data/features (docs/decisions.md): dictionaries of a few hundred sentence pairs know few words.
"""
import argparse
import csv
import hashlib
import pathlib
import subprocess
import sys
import tempfile
import time

import common
import torch

import tokenizer
import tuned

PAIRS = ["layer", "source", "target", "measure", "before", "after"]
WEIGHTS = ["source", "matrix", "layer", "alpha_before", "alpha_after", "ks", "distance", "relative"]
MEASURES = ["calign", "colap", "cosine_gap", "p_at_1", "csls", "cka", "mean_cosine", "bures", "ks", "nn_rank"]
LANGUAGES, WORDS, RESTARTS = 9, 3000, 1  # clustering the words takes most of the time: twelve languages and 20,000 words took a quarter of an hour and more a source
CONCEPTS, MATCH = 200, 0.2
# Of many families, scripts and sizes; the first that a task tests on and that have text join its sources.
DIVERSE = ["eng_Latn", "deu_Latn", "rus_Cyrl", "tur_Latn", "zho_Hans", "arb_Arab", "hin_Deva", "fin_Latn", "ind_Latn", "vie_Latn", "swh_Latn", "jpn_Jpan", "spa_Latn",
           "kor_Hang", "ell_Grek", "tam_Taml", "heb_Hebr", "hun_Latn", "fra_Latn", "pes_Arab", "tha_Thai", "eus_Latn", "yor_Latn", "isl_Latn", "pol_Latn", "ukr_Cyrl",
           "nld_Latn", "por_Latn", "ita_Latn", "swe_Latn", "dan_Latn", "hrv_Latn", "slk_Latn", "srp_Latn"]


def product(*arguments):
    subprocess.run(["dotnet", "run", "--no-build", "--project", str(common.ROOT / "src" / "Evaluate"), "--", *map(str, arguments)],
                   check=True, stdout=subprocess.DEVNULL)


def read(file):
    with open(file, encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def rows_of(file, columns):
    return [[row[name] for name in columns] for row in read(file)] if file.exists() else []


def write(file, columns, rows):
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    with open(part, "w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows([columns, *sorted(rows, key=lambda row: [order(cell) for cell in row])])
    part.replace(file)


def order(cell):
    return (0, int(cell), "") if cell.isdigit() else (1, 0, cell)


def files(task, model):
    return [common.ROOT / "data" / "changes" / f"{task}.{model}.{kind}.csv" for kind in ("pairs", "weights")]


def compared(task, languages, sources, text):
    """The languages that are measured beside one another: the sources, then others that the task tests on, as far as they have text."""
    tested = {languages.code(target, task.dataset) for target in task.targets}
    own = [languages.code(source, task.dataset) for source in sources]
    found = [code for code in DIVERSE if code in tested and code not in own and all((text / kind / f"{code}.txt.gz").exists() for kind in ("text", "parallel"))]
    return sorted([*own, *found[: max(0, LANGUAGES - len(own))]])


def layers(model, codes, text, out, cache, *more):
    """The pairs of the languages in every layer; a language may lack parallel text."""
    if not out.exists():
        part = out.with_suffix(".part")
        product("layers", model, "--text", text / "text", "--parallel", text / "parallel", "--languages", ",".join(codes), "--concepts", CONCEPTS, "--restarts", RESTARTS,
                "--match", MATCH, "--words", WORDS, "--threads", 1, "--cache", cache, "--csv", part, *more)
        part.replace(out)
    return read(out)


def encoder(folder):
    return next(folder / name for name in ("encoder_model.onnx", "model.onnx") if (folder / name).exists())


def measure(model, task, codes, code, source, text, folder):
    """(rows of pairs, rows of weights) of one source."""
    base, after, kept = common.MODELS / model, folder / "tuned", common.WORK / "changes"
    kept.mkdir(parents=True, exist_ok=True)
    tuned.export(model, tuned.encoder(task, source).cpu(), after)
    digest = hashlib.sha256(encoder(base).read_bytes()).hexdigest()[:12]
    first = layers(base, codes, text, kept / f"{task.name}.{model}.{digest}.{'+'.join(codes)}.csv", kept / "vectors")
    second = {(row["layer"], row["source"], row["target"]): row for row in layers(after, codes, text, folder / "tuned.csv", folder / "vectors", "--from", code)}
    pairs = [[row["layer"], code, row["target"], name, short(row[name]), short(new[name])] for row in first if row["source"] == code
             for new in [second[row["layer"], code, row["target"]]] for name in MEASURES if row[name] and new[name]]
    product("compare", encoder(base), encoder(after), "--csv", folder / "compare.csv")
    weights = [[code, row["name"], row["layer_index"], short(row["alpha_base"]), short(row["alpha_tuned"]), short(row["esd_ks"]), short(row["euclidean"]), short(row["relative"])]
               for row in read(folder / "compare.csv")]
    return pairs, weights


def short(cell):
    return f"{float(cell):.6g}" if cell else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", default="mini-xlmr", help=f"comma separated, of {', '.join(tokenizer.KINDS)}")
    parser.add_argument("--tasks", default="pos", help=f"comma separated, of {', '.join(tuned.TASKS)}")
    parser.add_argument("--sources", help="of the six from rich to poor, comma separated, as the data set calls them; all six when left out")
    parser.add_argument("--text", type=pathlib.Path, default=common.WORK / "texts", help="folder that texts.py wrote")
    parser.add_argument("--bfloat16", action="store_true", help="fine-tune with matrix products in bfloat16")
    parser.add_argument("--minutes", type=float, default=120, help="no source is begun after as many")
    options, begun = parser.parse_args(), time.time()
    torch.set_num_threads(1)
    if not (options.text / "parallel").exists():
        subprocess.run([sys.executable, str(pathlib.Path(__file__).with_name("texts.py")), "--out", str(options.text)], check=True)
    languages = common.Languages()
    for model in options.models.split(","):
        for name in options.tasks.split(","):
            task = tuned.use(model, name, options.bfloat16)
            pair_file, weight_file = files(name, model)
            spread = tuned.spread(model, task, [source for source in task.sources if (options.text / "text" / f"{languages.code(source, task.dataset)}.txt.gz").exists()], languages)
            codes = compared(task, languages, spread, options.text)
            for source in options.sources.split(",") if options.sources else spread:
                code = languages.code(source, task.dataset)
                pairs, weights = rows_of(pair_file, PAIRS), rows_of(weight_file, WEIGHTS)
                if code in {row[1] for row in pairs} and code in {row[0] for row in weights} or time.time() - begun > options.minutes * 60:
                    continue
                with tempfile.TemporaryDirectory() as folder:
                    new_pairs, new_weights = measure(model, task, codes, code, source, options.text, pathlib.Path(folder))
                write(pair_file, PAIRS, [row for row in pairs if row[1] != code] + new_pairs)
                write(weight_file, WEIGHTS, [row for row in weights if row[0] != code] + new_weights)
                print(f"{name} {model} {code}: {len(new_pairs)} values of pairs, {len(new_weights)} matrices", flush=True)


if __name__ == "__main__":
    main()
