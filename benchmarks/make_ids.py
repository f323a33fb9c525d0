"""Encodes text with SentencePiece as XLM-R does: a line a sentence, id:word for each token, -1 for what is no part of a word.

    /usr/bin/python3 benchmarks/make_ids.py models/mini-xlmr/sentencepiece.bpe.model TEXT... > ids.txt
"""
import sys

import sentencepiece

processor = sentencepiece.SentencePieceProcessor(model_file=sys.argv[1])
for path in sys.argv[2:]:
    for line in open(path, encoding="utf-8"):
        tokens, word = [(0, -1)], -1
        for piece in processor.encode(line.strip()):
            word += processor.id_to_piece(piece).startswith("\u2581") or word < 0
            tokens.append((piece + 1 if piece else 3, word))
        print(" ".join(f"{token}:{word}" for token, word in [*tokens, (2, -1)]))
