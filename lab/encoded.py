"""The corpus as token ids: sentences and translation pairs, encoded once for each model and kept in work/."""
import collections
import pickle

import common
import tokenizer

LONGEST = 96


def load(model):
    """{"sentences": [(code, key, ids)], "pairs": [(ids, ids)], "sides": [(code, code)]} of everything a model may train on."""
    cache = common.WORK / f"encoded.{model}.pickle"
    texts, pairs = common.WORK / "corpus" / "text.tsv", common.WORK / "corpus" / "pairs.tsv"
    if cache.exists() and all(cache.stat().st_mtime >= path.stat().st_mtime for path in (texts, pairs, tokenizer.path(model))):
        return pickle.loads(cache.read_bytes())
    cutter = tokenizer.load(model)

    def ids(sentences):
        return [row[:LONGEST] for row in cutter.ids(sentences)]

    with open(texts, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t", 2) for line in file]
    result = {"sentences": [(code, key, row) for (code, key, _), row in zip(rows, ids([row[2] for row in rows]))]}
    with open(pairs, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file]
    result["pairs"] = list(zip(ids([row[2] for row in rows]), ids([row[3] for row in rows])))
    result["sides"] = [(row[0], row[1]) for row in rows]
    cache.write_bytes(pickle.dumps(result))
    return result


def parallel_lines(sentences):
    """key -> the (code, ids) of all languages that are translations of one another (NTREX and SIB-200 lines)."""
    groups = collections.defaultdict(list)
    for code, key, ids in sentences:
        if ":" in key:
            groups[key].append((code, ids))
    return groups


def monolingual(data):
    """(code, ids) of every sentence, the sides of the translation pairs each on its own: no parallel signal is left."""
    for code, _, ids in data["sentences"]:
        yield code, ids
    for (a, b), (first, second) in zip(data["sides"], data["pairs"]):
        yield a, first
        yield b, second
