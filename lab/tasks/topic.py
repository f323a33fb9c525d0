"""Topic of a sentence on SIB-200: seven classes, the same 701 and 204 sentences in every language; accuracy.

Sources are those of part-of-speech tagging that SIB-200 has, and the first others by the amount of text they gave to pre-training;
targets are the sources and others drawn by seed. All 205 languages from all 205 would take weeks on two cores.
"""
import functools

import common
from tasks.pos import Pos
from tasks.sentences import Sentences


class Topic(Sentences):
    name, dataset, metric = "topic", "sib200", "accuracy"
    labels = ["science/technology", "travel", "politics", "sports", "health", "entertainment", "geography"]
    size = 701  # sentences of a source
    settings = {"epochs": 5, "tokens": 900, "embedding_rate": 0}  # chosen on dev splits, as is the length: README.md
    longest = 32
    number_of_sources, number_of_targets = 50, 110

    @functools.cached_property
    def targets(self):
        others = sorted({path.name for path in common.DATA.glob("sib200/*") if path.is_dir()} - set(self.sources))
        common.generator("topic targets").shuffle(others)
        return sorted([*self.sources, *others[: self.number_of_targets - len(self.sources)]])

    @functools.cached_property
    def sources(self):
        languages = common.Languages()
        own = {languages.code(path.name, "sib200"): path.name for path in common.DATA.glob("sib200/*") if path.is_dir()}
        tagged = [languages.code(code, "ud") for code in Pos().sources]
        seen = common.pretraining_sentences("mini-xlmr")
        others = sorted(set(own) - set(tagged), key=lambda code: (-seen.get(code, 0), code))
        return sorted(own[code] for code in [*(c for c in tagged if c in own), *others][: self.number_of_sources])

    @property
    def repeated(self):
        return self.sources[5::10]

    def train(self, source, seed, share=1):
        examples = self.examples(source, "train")
        common.generator("topic", source, seed).shuffle(examples)
        return examples[: self.size // share]

    def test(self, target, splits=("test",)):
        return [example for split in splits for example in self.examples(target, split)]

    def examples(self, code, split):
        rows = [line.split("\t", 2) for line in common.lines(common.DATA / "sib200" / code / f"{split}.tsv.gz")[1:]]
        return [(text, category) for _, category, text in sorted(rows, key=lambda row: int(row[0]))]

    def score(self, gold, found):
        return sum(g == f for g, f in zip(gold, found)) / len(gold)
