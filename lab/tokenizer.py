"""Trains the SentencePiece Unigram vocabulary and gives it XLM-R's ids.

XLM-R's ids (as in fairseq and Hugging Face): 0 <s>, 1 <pad>, 2 </s>, 3 <unk>, then SentencePiece's own ids plus one,
and <mask> last. `python3 tokenizer.py --pieces 48000` writes models/mini-xlmr/sentencepiece.bpe.model (XLM-R's file name).
"""
import argparse

import common
import sentencepiece

MODEL = common.ROOT / "models" / "mini-xlmr"
BOS, PAD, EOS, UNK = 0, 1, 2, 3


class Tokenizer:
    def __init__(self, path=MODEL / "sentencepiece.bpe.model"):
        self.model = sentencepiece.SentencePieceProcessor(model_file=str(path))
        self.mask = len(self.model) + 1
        self.size = len(self.model) + 2
        boundary = self.model.piece_to_id("▁")
        self.boundary = boundary + 1 if boundary != self.model.unk_id() else -1

    def ids(self, texts):
        unk = self.model.unk_id()
        return [[UNK if i == unk else i + 1 for i in row] for row in self.model.encode(texts)]

    def piece(self, i):
        return self.model.id_to_piece(i - 1) if UNK < i < self.mask else ["<s>", "<pad>", "</s>", "<unk>"][i] if i < 4 else "<mask>"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--pieces", type=int, default=48000)
    options = arguments.parse_args()
    MODEL.mkdir(parents=True, exist_ok=True)
    text = common.WORK / "corpus" / "sentences.txt"
    with open(text, "w", encoding="utf-8") as out:
        with open(common.WORK / "corpus" / "text.tsv", encoding="utf-8") as file:
            for line in file:
                out.write(line.split("\t", 2)[2])
        with open(common.WORK / "corpus" / "pairs.tsv", encoding="utf-8") as file:
            for line in file:
                out.write("\n".join(line.rstrip("\n").split("\t")[2:]) + "\n")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(common.WORK / "spm"), vocab_size=options.pieces, model_type="unigram",
        character_coverage=0.9999, num_threads=2, shuffle_input_sentence=False, input_sentence_size=0,
        max_sentence_length=4000, minloglevel=1)
    (common.WORK / "spm.model").replace(MODEL / "sentencepiece.bpe.model")
    (common.WORK / "spm.vocab").unlink()
    print(f"{len(Tokenizer().model)} pieces")


if __name__ == "__main__":
    main()
