"""The corpus as token ids: sentences and translation pairs, encoded once and kept in work/."""
import collections
import pickle

import common
from tokenizer import MODEL, Tokenizer

LONGEST = 96


def load(tokenizer=None):
    """{"sentences": [(code, key, ids)], "pairs": [(ids, ids)]} of everything a model may train on."""
    cache = common.WORK / "encoded.pickle"
    made_from = [common.WORK / "corpus" / "text.tsv", common.WORK / "corpus" / "pairs.tsv", MODEL / "sentencepiece.bpe.model"]
    if cache.exists() and all(cache.stat().st_mtime >= path.stat().st_mtime for path in made_from):
        return pickle.loads(cache.read_bytes())
    tokenizer = tokenizer or Tokenizer()
    with open(common.WORK / "corpus" / "text.tsv", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t", 2) for line in file]
    ids = tokenizer.ids([row[2] for row in rows])
    sentences = [(code, key, i[:LONGEST]) for (code, key, _), i in zip(rows, ids)]
    with open(common.WORK / "corpus" / "pairs.tsv", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    pairs = list(zip(tokenizer.ids([r[2] for r in rows]), tokenizer.ids([r[3] for r in rows])))
    pairs = [(a[:LONGEST], b[:LONGEST]) for a, b in pairs]
    result = {"sentences": sentences, "pairs": pairs}
    cache.write_bytes(pickle.dumps(result))
    return result


def parallel_lines(sentences):
    """key -> the sentences (ids) of all languages that are translations of one another (NTREX and SIB-200 lines)."""
    groups = collections.defaultdict(list)
    for _, key, ids in sentences:
        if ":" in key:
            groups[key].append(ids)
    return groups
