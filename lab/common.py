"""What every lab script shares: where things are, language codes, text helpers, seeds."""
import csv
import gzip
import os
import pathlib
import random
import unicodedata

# OpenBLAS 0.3.21 takes newer Xeons for a Prescott and runs five to ten times slower than it could. The kernel for
# AVX-512 is named before numpy loads the library; a value the caller has set stays.
_flags = pathlib.Path("/proc/cpuinfo").read_text() if os.path.exists("/proc/cpuinfo") else ""
if "avx512vl" in _flags:
    os.environ.setdefault("OPENBLAS_CORETYPE", "SkylakeX")
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODELS = ROOT / "models"
WORK = ROOT / "lab" / "work"
DATA = pathlib.Path(os.environ.get("TRANSFERPREDICT_DATA", ROOT.parent / "shared" / "data"))
SEED = 20261121


class Languages:
    """data/languages.csv: every alias of a language -> its code."""

    def __init__(self):
        self.rows = {}
        self.aliases = {}
        with open(ROOT / "data" / "languages.csv", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                self.rows[row["code"]] = row
                for alias in [row["code"], *filter(None, row["aliases"].split("|"))]:
                    self.aliases[alias.lower().replace("-", "_").replace(" ", "_")] = row["code"]

    def code(self, alias, dataset=""):
        """The code of a language as a data set names it; an alias `dataset:name` in languages.csv goes before `name`."""
        name = alias.lower().replace("-", "_").replace(" ", "_")
        language, _, region = name.rpartition("_")
        variant = f"{self.aliases.get(language)}_{region.upper()}"  # fra-CA -> fra_Latn_CA
        found = self.aliases.get(f"{dataset}:{name}") or self.aliases.get(name) or (variant if variant in self.rows else None)
        if found is None:
            raise KeyError(f"language {alias!r} of {dataset or 'the data'} is not in data/languages.csv")
        return found


def pretraining_sentences(model):
    """data/counts: the code of a language -> how many of its sentences the model's pre-training saw."""
    with open(ROOT / "data" / "counts" / model / "corpora.csv", encoding="utf-8", newline="") as file:
        return {row["language"]: int(row["pretraining_sentences"]) for row in csv.DictReader(file)}


def lines(path):
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return file.read().split("\n")[:-1] if str(path).endswith(".gz") else list(file)


def ud_sentences(path):
    """Sentences of a UD file in short form, each a list of (form, tag)."""
    sentence = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            line = line.rstrip("\n")
            if line.startswith("# "):
                continue
            if line:
                form, tag = line.split("\t")
                sentence.append((form, tag))
            elif sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def training_sentences():
    """(code, sentence) of everything a model may train on, as corpus.py has written it; the sides of a pair one after the other."""
    with open(WORK / "corpus" / "text.tsv", encoding="utf-8") as file:
        for line in file:
            code, _, sentence = line.rstrip("\n").split("\t", 2)
            yield code, sentence
    with open(WORK / "corpus" / "pairs.tsv", encoding="utf-8") as file:
        for line in file:
            first, second, a, b = line.rstrip("\n").split("\t")
            yield first, a
            yield second, b


def first_held_out(rows):
    """Where the last fifth of an XED file begins: a fifth of its lines, rounded down, is held out."""
    return len(rows) - len(rows) // 5


def skeleton(text):
    """Letters and digits only, case folded: two sentences with one skeleton count as the same sentence."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def generator(*names):
    """A random generator whose stream depends on the seed and the names only."""
    return random.Random("/".join(map(str, (SEED, *names))))
