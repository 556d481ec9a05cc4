"""Invented text in which every word occurs once, so that each place in a document can be recognised again."""

from random import Random

# Syllables of no language in particular: what is measured is the order of lines, not their sense.
_SYLLABLES = {
    "Latn": ("ba", "do", "fe", "gri", "ka", "lo", "mu", "ne", "po", "ra", "si", "tu", "ve", "xa", "zo", "bel", "ter"),
    "Cyrl": ("ба", "до", "фе", "гри", "ка", "ло", "му", "не", "по", "ра", "си", "ту", "ве", "ша", "зо", "бел", "тер"),
    "Arab": ("با", "دو", "في", "ري", "كا", "لو", "مو", "ني", "بو", "را", "سي", "تو", "وي", "شا", "زو", "بل", "تر"),
    "Hans": tuple("天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏闰余成岁律吕调阳云腾致雨露结为霜"),
}
SCRIPTS = ("Latn", "Cyrl", "Arab", "Hans")


class Texts:
    """Makes the parts of a document; `truth` collects them in the order in which they were asked for."""

    def __init__(self, rng: Random, script: str) -> None:
        self._rng = rng
        self._script = script
        self._used: set[str] = set()
        self.truth: list[str] = []

    @property
    def right_to_left(self) -> bool:
        return self._script == "Arab"

    def _word(self) -> str:
        while True:
            # Ideographs make longer words: without spaces, short ones would turn up inside others.
            length = self._rng.randint(4, 5) if self._script == "Hans" else self._rng.randint(2, 4)
            word = "".join(self._rng.choice(_SYLLABLES[self._script]) for _ in range(length))
            if word not in self._used:
                self._used.add(word)
                return word

    def _words(self, count: int) -> str:
        joined = ("" if self._script == "Hans" else " ").join(self._word() for _ in range(count))
        return joined[:1].upper() + joined[1:]

    def part(self, text: str) -> str:
        """`text` as the next part of the truth."""
        self.truth.append(text)
        return text

    def heading(self) -> str:
        return self.part(self._words(self._rng.choice((1, 2))))

    def title(self) -> str:
        return self.part(self._words(self._rng.choice((2, 3))))

    def short(self) -> str:
        return self.part(self._words(self._rng.choice((1, 1, 2))))

    def sentence(self) -> str:
        return self.part(self._words(self._rng.randint(7, 16)))

    def paragraph(self) -> str:
        return self.part(self._words(self._rng.randint(22, 40)))

    def dates(self) -> str:
        while True:
            start, months = self._rng.randint(1990, 2019), self._rng.sample(range(1, 13), 2)
            text = f"{months[0]:02d}/{start} – {months[1]:02d}/{start + self._rng.randint(1, 6)}"
            if text not in self._used:
                self._used.add(text)
                return self.part(text)

    def contact(self) -> str:
        """Something in Latin letters and digits, whatever the script."""
        digits = "".join(self._rng.choice("123456789") for _ in range(9))
        return self.part(f"mail{digits}@example.com")
