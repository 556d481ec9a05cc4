"""How far a certificate goes: "Associate", "Level 3"; part of its name, though a dash or a line may part them."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from parsing.engine.languages.folding import fold

_IN_BRACKETS = re.compile(r"[(\[\uff08][^)\]\uff09]*[)\]\uff09]?")
_WIDE_LETTERS = "\u2e80"  # from here on words are not parted by spaces
_NUMBER = re.compile(r"\s+(?:\d{1,2}|[ivx]{1,4}|[a-e])$")


@lru_cache(maxsize=1)
def _data() -> dict[str, list[str]]:
    return tomllib.loads((Path(__file__).parent / "data" / "certificate_words.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _words() -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(map(fold, _data()["grades"])), frozenset(map(fold, _data()["numbered"]))


def is_outcome(text: str) -> bool:
    """Whether a text says how an exam ended and nothing else: "passed"."""
    return text.casefold() in _data()["outcomes"]


def without_outcome(text: str) -> str:
    """A name without the word for how it ended that is written together with it, as in East Asia, or in brackets."""
    bare = text.rstrip(")\uff09 ")
    for outcome in _data()["outcomes"]:
        if bare.endswith(outcome) and bare != outcome and outcome[0] >= _WIDE_LETTERS:
            name = bare[: -len(outcome)].rstrip()
            return name.rstrip("(\uff08 ") if bare != text else name
    return text


@lru_cache(maxsize=1)
def _other_licences() -> tuple[str, ...]:
    return tuple(_data()["licensed_otherwise"])


def is_licensed_otherwise(before: str) -> bool:
    """Whether what stands before the word for a licence says that it is none to drive: "Forklift", "Real estate"."""
    text = f" {before.casefold().rstrip()}"
    return text.endswith(tuple(f" {word}" for word in _other_licences()))


def ends_as_certificate(text: str) -> bool:
    """Whether a name ends with the sign of a certificate, as in East Asia."""
    return text.endswith(tuple(_data()["endings"]))


@lru_cache(maxsize=1)
def _named() -> frozenset[str]:
    return frozenset(map(fold, _data()["named"]))


def is_named_certificate(text: str) -> bool:
    """Whether a text is the usual name of a certificate and of nobody that issues some: "ACLS", "First aid"."""
    return fold(_IN_BRACKETS.sub(" ", text)).strip(" .,:;-") in _named()


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    return tuple(f"{fold(word)} " for word in _data()["beginnings"])


def begins_as_certificate(text: str) -> bool:
    """Whether a text begins as only certificates do: "NEBOSH General Certificate", "First Aid at Work"."""
    return f"{fold(text)} ".startswith(_beginnings())


@lru_cache(maxsize=1024)
def is_grade(text: str) -> bool:
    """Whether a text says how far a certificate goes and nothing else; what stands in brackets does not count."""
    grades, numbered = _words()
    bare = fold(_IN_BRACKETS.sub(" ", text)).strip(" .,:;-")
    if bare in grades:
        return True
    word = _NUMBER.sub("", bare)
    return word != bare and word in numbered
