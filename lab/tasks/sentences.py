"""Tasks that label whole sentences."""


class Sentences:
    """A task whose examples are (text, label)."""

    whole = True
    longest = 128  # ids of a sentence, the first

    def rows(self, cutter, example):
        text, label = example
        ids = cutter.ids([text])[0]
        room = self.longest - len(cutter.sentence([]))
        return [(cutter.sentence(ids[:room]), [self.labels.index(label)])]
