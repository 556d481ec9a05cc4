"""The sentences of the analysis: written in `texts/<language>.toml` and `texts/questions.<language>.toml`.

English is always there. A language that has no sentences of its own is answered in English, and the voice says so by
its `language`.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

from babel import Locale

DEFAULT_LANGUAGE = "en"
DOCUMENT = "document"  # asked for as a language: the one that the document is in
_QUESTIONS = "questions."


@dataclass(frozen=True, slots=True)
class Voice:
    """Speaks one language."""

    language: str = DEFAULT_LANGUAGE

    def say(self, key: str, **values: Any) -> str:
        """The sentence `key` ("flags.gap") with its gaps filled. Raises KeyError where there is no such sentence."""
        return sentences(self.language)[key].format(**values)

    def ask(self, key: str, **values: Any) -> str:
        """The same for the questions of an interview."""
        return sentences(f"{_QUESTIONS}{self.language}")[key].format(**values)

    def say_counted(self, key: str, count: float, **values: Any) -> str:
        """The same for a sentence that counts: "units.years.one" for 1, "few", "many", "other" as the language has."""
        number = Decimal(f"{count:.1f}").normalize() if isinstance(count, float) else Decimal(count)
        number = number.quantize(Decimal(1)) if number == number.to_integral() else number
        known = sentences(self.language)
        form = _locale(self.language).plural_form(number)
        chosen = f"{key}.{form}" if f"{key}.{form}" in known else f"{key}.other"
        return known[chosen].format(n=self.number(number), **values)

    def number(self, value: Decimal | float | str) -> str:
        """ "2.5" as the language writes it: "2,5"."""
        return str(value).replace(".", _locale(self.language).number_symbols["latn"]["decimal"])

    def years(self, months: float) -> str:
        """ "3 years", "2.5 years"."""
        return self.say_counted("units.years", round(months / 12, 1))

    def months(self, months: int) -> str:
        """ "8 months"."""
        return self.say_counted("units.months", months)

    def joined(self, items: Iterable[str]) -> str:
        """ "Python, Django and PostgreSQL"."""
        names = list(items)
        if len(names) < 2:
            return "".join(names)
        return self.say("list.last", head=", ".join(names[:-1]), last=names[-1])

    def after_colon(self, sentence: str) -> str:
        """A sentence of ours as it continues behind a colon."""
        lowers = self.say("list.after_colon") == "lower"
        return sentence[:1].lower() + sentence[1:] if lowers else sentence


ENGLISH = Voice()


def voice(language: str, document_language: str | None = None) -> Voice:
    """Who speaks `language`, where DOCUMENT stands for `document_language`; English where it has no sentences."""
    wanted = document_language if language == DOCUMENT else language
    return Voice(wanted) if wanted in languages() else ENGLISH


@cache
def languages() -> tuple[str, ...]:
    """The languages that have sentences, English among them."""
    folder = files(__package__).joinpath("texts")
    names = (entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return tuple(sorted(name.removesuffix(".toml") for name in names if not name.startswith(_QUESTIONS)))


@cache
def sentences(name: str) -> dict[str, str]:
    """All sentences of a file ("de", "questions.de"), by dotted key."""
    text = files(__package__).joinpath("texts", f"{name}.toml").read_text(encoding="utf-8")
    return _flatten("", tomllib.loads(text))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def _flatten(prefix: str, table: dict[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            flat.update(_flatten(path, value))
        else:
            flat[path] = value
    return flat
