"""What a language's text looks like to a tokenizer: data/counts/<tokenizer>/<lang>.tsv and data/counts/words/<lang>.tsv.

Every language is measured on the same amount of text, at most 10,000 words, and as far as possible on the same text: SIB-200's
701 training sentences (205 languages, translations of one another), else NTREX's first 1,597 lines, else UD's training
words, else UD's dev words, else the raw words of UD's test split (unlabelled text of the target itself: what anyone who
wants to tag it has). Tags are never read. data/counts/<tokenizer>/corpora.csv says which text each language has.

`python3 counts.py --model xlm-roberta-base --text DIR` counts your own text instead, DIR/<language code>.txt with one sentence a
line, with the tokenizer in models/xlm-roberta-base: sentencepiece.bpe.model (XLM-R's ids), vocab.txt (cased BERT) or spiece.model (T5).

A word is a maximal run of letters, marks and digits of the NFKC, lower-cased text; in scripts written without spaces each
letter with its marks is one. Words are kept as the 64-bit FNV-1a hash of their UTF-8 bytes.
"""
import argparse
import collections
import csv
import json
import pathlib
import unicodedata

import common
import tokenizer

WORDS = 10000
UNSPACED = ("CJK UNIFIED", "CJK COMPATIBILITY", "HIRAGANA", "KATAKANA", "THAI ", "LAO ", "KHMER ", "MYANMAR ")


def words(text):
    run = []
    for c in unicodedata.normalize("NFKC", text).lower():
        category = unicodedata.category(c)[0]
        alone = category == "L" and unicodedata.name(c, "").startswith(UNSPACED)
        if alone or category not in "LMN":
            if run:
                yield "".join(run)
            run = []
        if category in "LMN":
            run.append(c)
    if run:
        yield "".join(run)


def fnv1a(word):
    value = 0xCBF29CE484222325
    for byte in word.encode("utf-8"):
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return f"{value:016x}"


def texts(languages):
    """code -> (name of the text, its sentences), the first text in the order of preference."""
    found = {}

    def offer(code, name, sentences):
        if code not in found and sentences:
            found[code] = (name, sentences)

    for path in sorted(common.DATA.glob("sib200/*/train.tsv.gz")):
        rows = sorted(int(line.split("\t", 1)[0]) * 10 ** 6 + i for i, line in enumerate(common.lines(path)[1:]))
        body = common.lines(path)[1:]
        offer(languages.code(path.parent.name, "sib200"), "sib200 train",
              [body[key % 10 ** 6].split("\t", 2)[2] for key in rows])
    for path in sorted(common.DATA.glob("ntrex/*.txt.gz")):
        name = path.name.split(".")[1]
        if "-ref-2." not in path.name:
            offer(languages.code(name, "ntrex"), "ntrex 1-1597", common.lines(path)[:1597])
    for split in ("train", "dev", "test", "pud"):
        for path in sorted(common.DATA.glob(f"ud/*/{split}.tsv.gz")):
            code = languages.code(path.parent.name, "ud")
            sentences = [" ".join(form for form, _ in s) for s in common.ud_sentences(path)]
            if sum(len(s.split()) for s in sentences) >= 2000 or split in ("test", "pud"):
                offer(code, f"ud {split}", sentences)
    return found


def own_texts(languages, folder):
    return {languages.code(path.stem): ("own text", path.read_text(encoding="utf-8").splitlines()) for path in sorted(pathlib.Path(folder).glob("*.txt"))}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="mini-xlmr", help="folder in models/ with a tokenizer")
    parser.add_argument("--text", help="folder of <language code>.txt files; the public data when left out")
    options = parser.parse_args()
    languages, cutter, own = common.Languages(), tokenizer.load(options.model), options.model in tokenizer.KINDS
    sizes = common.WORK / "corpus" / "sizes.json"  # what the lab's models were trained on; of other models it is not known
    seen = None
    if own and sizes.exists():
        trained_on = json.loads(sizes.read_text())
        seen = collections.Counter(trained_on["sentences"]) + collections.Counter(trained_on["sentences_in_pairs"])
    folder = common.ROOT / "data" / "counts" / options.model
    if options.text and own:
        parser.error("--text counts your own text for your own model; name it with --model, so that the shipped counts stay as they are")
    # Words of your own text belong to your model alone; those of the public text serve every model.
    folders = [folder, folder / "words" if options.text else common.ROOT / "data" / "counts" / "words"]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
    with open(folders[0] / "corpora.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["language", "text", "sentences", "words", "tokens", "unknown", "pretraining_sentences"])
        for code, (name, sentences) in sorted((own_texts(languages, options.text) if options.text else texts(languages)).items()):
            word_counts, token_counts, read = collections.Counter(), collections.Counter(), 0
            for sentence in sentences:
                if word_counts.total() >= WORDS:
                    break
                word_counts.update(words(sentence))
                token_counts.update(cutter.ids([sentence])[0])
                read += 1
            hashed = collections.Counter()
            for word, count in word_counts.items():
                hashed[fnv1a(word)] += count
            for folder, counts, header in ((folders[0], token_counts, "token"), (folders[1], hashed, "hash")):
                with open(folder / f"{code}.tsv", "w", encoding="utf-8") as out:
                    out.write(f"{header}\tcount\n")
                    out.writelines(f"{key}\t{count}\n" for key, count in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])))
            table.writerow([code, name, read, word_counts.total(), token_counts.total(), token_counts[cutter.unk],
                            "" if seen is None else seen[code]])


if __name__ == "__main__":
    main()
