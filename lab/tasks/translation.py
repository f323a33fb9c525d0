"""Translation into English on NTREX-128: the same 1,997 lines in every language; chrF, and the share of English pieces found.

Only mini-mt5 can write. Sources are the languages of most text in its pre-training, English apart; targets are those and others drawn by seed.
"""
import functools

import common

ENGLISH = "eng_Latn"


class Translation:
    name, dataset, metric = "translation", "ntrex", "chrf"
    size = 1597  # the first lines train, the rest are for tests
    number_of_sources, number_of_targets = 20, 50

    @functools.cached_property
    def texts(self):
        """Our code of a language -> its file, of the first reference where there are two."""
        languages = common.Languages()
        return {languages.code(path.name.split(".")[1], self.dataset): path for path in sorted(common.DATA.glob("ntrex/*.txt.gz"), reverse=True)}

    @functools.cache
    def lines(self, code):
        return common.lines(self.texts[code])

    @functools.cached_property
    def by_text(self):
        seen = common.pretraining_sentences("mini-mt5")
        return sorted((code for code in self.texts if not code.startswith("eng_")), key=lambda code: (-seen.get(code, 0), code))

    @property
    def sources(self):
        return self.by_text[: self.number_of_sources]

    @functools.cached_property
    def targets(self):
        others = self.by_text[self.number_of_sources:]
        common.generator("translation targets").shuffle(others)
        return sorted([*self.sources, *others[: self.number_of_targets - self.number_of_sources]])

    @property
    def repeated(self):
        return self.sources[4::10]
