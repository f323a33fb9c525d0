"""Makes pipelines/*.json, tokenizer.json files of many kinds around the tiny models of make_golden.py.

`/usr/bin/python3 make_pipelines.py` needs Python's sentencepiece (0.1.97) and protobuf. What Hugging Face tokenizers makes of the
sentences with them is in pipelines.tsv, written by make_pipelines.mjs.
"""
import base64
import collections
import json
import pathlib

from sentencepiece import sentencepiece_model_pb2

HERE = pathlib.Path(__file__).resolve().parent
GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def read(name):
    model = sentencepiece_model_pb2.ModelProto()
    model.ParseFromString((HERE / name).read_bytes())
    return model


def sequence(key, *steps):
    return {"type": "Sequence", key: steps}


def token(content, identity, special=True, **flags):
    return {"id": identity, "content": content, "single_word": False, "lstrip": False, "rstrip": False, "normalized": not special, "special": special, **flags}


def metaspace(scheme, split=True):
    return {"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, "split": split}


def split(pattern, behavior, invert=False):
    return {"type": "Split", "pattern": pattern, "behavior": behavior, "invert": invert}


def byte_level(prefix, regex):
    return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": True, "use_regex": regex}


def unigram(model, **options):
    return {"type": "Unigram", "unk_id": 0, "vocab": [[p.piece, p.score] for p in model.pieces], **options}


def bpe(model, **options):
    ids = {p.piece: i for i, p in enumerate(model.pieces)}
    merges = [(-p.score, p.piece[:i], p.piece[i:]) for p in model.pieces if p.type == 1 for i in range(1, len(p.piece))
              if p.piece[:i] in ids and p.piece[i:] in ids]
    return {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": True,
            "byte_fallback": False, "ignore_merges": False, "vocab": ids, "merges": [pair for _, *pair in sorted(merges)], **options}


def word_piece():
    pieces = (HERE / "vocab.txt").read_text(encoding="utf-8").split("\n")[:-1]
    return {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##", "max_input_chars_per_word": 20,
            "vocab": {p: i for i, p in enumerate(pieces)}}


def byte_pairs(lines, count):
    """Byte-pair encoding over bytes shown as characters, learnt the plain way."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [b for b in range(256) if b not in printable]
    shown = {b: chr(b) for b in printable} | {b: chr(256 + i) for i, b in enumerate(others)}
    words = collections.Counter(tuple(shown[b] for b in (" " + word).encode()) for line in lines for word in line.split())
    merges = []
    for _ in range(count):
        pairs = collections.Counter()
        for word, times in words.items():
            for pair in zip(word, word[1:]):
                pairs[pair] += times
        best = min(pairs, key=lambda p: (-pairs[p], p))
        merges.append(best)
        merged = collections.Counter()
        for word, times in words.items():
            symbols = []
            for symbol in word:
                if symbols and (symbols[-1], symbol) == best:
                    symbols[-1] += symbol
                else:
                    symbols.append(symbol)
            merged[tuple(symbols)] += times
        words = merged
    pieces = dict.fromkeys([*shown.values(), *(a + b for a, b in merges)])
    return {"type": "BPE", "dropout": None, "unk_token": None, "continuing_subword_prefix": "", "end_of_word_suffix": "", "fuse_unk": False,
            "byte_fallback": False, "vocab": {p: i for i, p in enumerate(pieces)}, "merges": [f"{a} {b}" for a, b in merges]}


def main():
    lines = (HERE / "sentences.txt").read_text(encoding="utf-8").split("\n")[:-1]
    small, pairs, words, level = read("unigram.model"), read("bpe.model"), word_piece(), byte_pairs(lines, 150)
    map_ = {"type": "Precompiled", "precompiled_charsmap": base64.b64encode(small.normalizer_spec.precompiled_charsmap).decode()}
    around = {"type": "TemplateProcessing", "pair": [],
              "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}}, {"Sequence": {"id": "A", "type_id": 0}}, {"SpecialToken": {"id": "</s>", "type_id": 0}}],
              "special_tokens": {"<s>": {"id": "<s>", "ids": [1], "tokens": ["<s>"]}, "</s>": {"id": "</s>", "ids": [2], "tokens": ["</s>"]}}}
    size, bert = len(small.pieces), {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None, "lowercase": True}
    pipelines = {
        "xlmr": (unigram(small), map_, sequence("pretokenizers", {"type": "WhitespaceSplit"}, metaspace("always")), around,
                 [token("<s>", 1), token("</s>", 2), token("<mask>", size, lstrip=True)]),
        "t5": (unigram(small), sequence("normalizers", map_, {"type": "Strip", "strip_left": True, "strip_right": True},
                                        {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": "▁"}), metaspace("first"), None, []),
        "added": (unigram(small), sequence("normalizers", {"type": "NFKC"}, {"type": "Lowercase"}), metaspace("always", False), None,
                  [token("THE", size, False, single_word=True), token("day", size + 1, False, normalized=False, rstrip=True),
                   token("kaffi", size + 2, False), token("kaffið", size + 3, False, lstrip=True), token("i", size + 4, False, single_word=True, normalized=False)]),
        "bert": (words, bert, {"type": "BertPreTokenizer"}, {"type": "BertProcessing", "sep": ["[SEP]", 3], "cls": ["[CLS]", 2]},
                 [token("[CLS]", 2), token("[SEP]", 3)]),
        "words": (words, sequence("normalizers", {"type": "NFKD"}, {"type": "StripAccents"}, {"type": "Lowercase"}),
                  sequence("pretokenizers", {"type": "Whitespace"}, {"type": "Punctuation", "behavior": "Contiguous"}, {"type": "Digits", "individual_digits": True}), None, []),
        "merged": (words, sequence("normalizers", {"type": "NFD"}, bert | {"strip_accents": False}),
                   sequence("pretokenizers", split({"String": " "}, "MergedWithNext"), {"type": "WhitespaceSplit"}, {"type": "Punctuation", "behavior": "MergedWithPrevious"}),
                   None, []),
        "llama": (bpe(pairs, byte_fallback=True), sequence("normalizers", {"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}),
                  None, around, []),
        "unfused": (bpe(pairs, fuse_unk=False), {"type": "NFC"}, metaspace("never"), None, []),
        "gpt2": (level, None, byte_level(True, True), byte_level(True, True), []),
        "split": (level | {"ignore_merges": True}, {"type": "NFC"},
                  sequence("pretokenizers", split({"Regex": GPT2}, "Isolated"), split({"Regex": r"\w+"}, "Removed", True), byte_level(False, False)), None, []),
    }
    (HERE / "pipelines").mkdir(exist_ok=True)
    for name, (model, normalizer, pre_tokenizer, post_processor, added) in pipelines.items():
        whole = {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added, "normalizer": normalizer, "pre_tokenizer": pre_tokenizer,
                 "post_processor": post_processor, "decoder": None, "model": model}
        (HERE / "pipelines" / f"{name}.json").write_text(json.dumps(whole, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
