"""Estimates how much of sentiment's test text was trained on in another language: data/baselines/sentiment.leakage.csv.

Lines of XED's files are often translations of each other. The subtitle pairs behind XED (xed/pairs) lead from a line to its English or its Danish;
a test line of the target counts as seen when one of them is that of a line that may train the source (`finetune.py` draws 900 of these, so that
fewer are really trained on). Lines are compared on letters and digits only. `traceable` is how many test lines lead anywhere: of the others nothing is known.
"""
import collections
import csv
import functools

import common
from tasks import ALL

OWN_NAMES = {"pt_br": "br", "zh_cn": "cn", "ze_zh": "cn"}  # the pairs' name of a language -> XED's
PIVOTS = ("en", "da")  # most pairs have one of them
task = ALL["sentiment"]


@functools.cache
def pivots():
    """Language as XED calls it -> skeleton of a line -> (pivot, skeleton) of its translations."""
    found = collections.defaultdict(lambda: collections.defaultdict(set))
    for path in sorted(common.DATA.glob("xed/pairs/*.tsv.gz")):
        for line in common.lines(path):
            first, second, a, b = line.split("\t", 3)
            first, second = OWN_NAMES.get(first, first), OWN_NAMES.get(second, second)
            for language, own, other, translated in ((first, a, second, b), (second, b, first, a)):
                if other in PIVOTS:
                    found[language][common.skeleton(own)].add((other, common.skeleton(translated)))
    return found


def translations(code, text):
    line = common.skeleton(text)
    return pivots()[code].get(line, set()) | ({(code, line)} if code in PIVOTS else set())


def main():
    languages = common.Languages()
    trained = {source: set().union(*(translations(source, text) for text, _ in task.parts(source)[0])) for source in task.sources}
    rows = []
    for target in task.targets:
        tested = [translations(target, text) for text, _ in task.test(target)]
        traceable = sum(map(bool, tested))
        for source in task.sources:
            if source != target:
                rows.append([languages.code(source, "xed"), languages.code(target, "xed"), len(tested), traceable, sum(bool(t & trained[source]) for t in tested)])
    file = common.ROOT / "data" / "baselines" / "sentiment.leakage.csv"
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "w", encoding="utf-8", newline="") as text:
        csv.writer(text, lineterminator="\n").writerows([["source", "target", "test_lines", "traceable", "seen"], *sorted(rows)])
    lines, traced, seen = (sum(row[i] for row in rows) for i in (2, 3, 4))
    print(f"{len(rows)} pairs: {traced / lines:.1%} of test lines traceable, {seen / lines:.1%} seen in the source's language ({seen / traced:.1%} of the traceable)")


if __name__ == "__main__":
    main()
