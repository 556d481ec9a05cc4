"""What stands around a name: titles before it, degrees and offices behind it, what the document calls itself."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import fold
from parsing.engine.skills import canonical

_I_AM = re.compile(r"[^\W\d_]['\u2019][^\W\d_]{1,2}")  # "I'm"
_UNSPEAKABLE = re.compile(r"[^AEIOUY]+$|[^AEIOUY][^AEIOUYHLNRTW]")  # "PMP", "CPA"
_NUMERAL = re.compile(r"[IVX]+")
_LETTERS = re.compile(r"[A-Za-z]+")
_STOPPED_LETTERS = re.compile(r"(?:[A-Z]\.){2,3}")
_LONGEST_OFFICE, LONGEST_SHORT = 6, 4  # letters of "FRCA", "Jr."
_MIXED = re.compile(r"[A-Z]{2}[a-z]{1,4}")  # "MEng", but no "McCoy"
TITLE_OF_MANY_LANGUAGES = 8  # packs that know a title before the name which is kept in it


def is_no_given_name(word: str) -> bool:
    """Whether a word in capitals is the letters of an office, not a given name: known, or not to be spoken."""
    if not word.isupper() or not _is_behind_name(word):
        return False
    return canonical(word) is not None or _UNSPEAKABLE.match(word) is not None


def undressed(text: str, reading: Reading) -> str:
    """The words of a name without "I'm" before them and without degrees and offices behind: "Jane Doe MBChB FRCA"."""
    words = text.split(" ")
    if len(words) > 2 and words[0].isupper():
        del words[_end_in_capitals(words, reading) :]
    if len(words) > 2 and _I_AM.fullmatch(words[0]):
        del words[0]
    elif words and not any(map(_is_behind_name, words)) and not words[-1].endswith("."):
        return " ".join(words)  # as most are
    while len(words) > 2 and _is_behind_name(words[-1]) and not (words[0].isupper() and words[-1].isupper()):
        del words[-1]
    if len(words) > 1 and len(words[-1]) > LONGEST_SHORT:
        words[-1] = words[-1].rstrip(".")
    return " ".join(words)


def _end_in_capitals(words: Sequence[str], reading: Reading) -> int:
    """How many words of a name in capitals are the name: the rest begins with a degree, "JANE DOE BA FIH".

    Two letters alone are a name as well: "YO MEI MA".
    """
    for number, word in enumerate(words[2:], 2):
        rest = words[number:]
        known = len(rest) > 1 or len(word) > 2
        if known and is_office(word, reading) and all(sum(map(str.isupper, letters)) > 1 for letters in rest):
            return number
    return len(words)


def is_office(text: str, reading: Reading) -> bool:
    """Whether a text is nothing but a degree or a title that may stand with a name: "PhD", "Esq."."""
    bare = text.strip(" .")
    if _STOPPED_LETTERS.fullmatch(text.strip()) and bare.replace(".", "").casefold() in _letters_of_offices():
        return True
    if bare.casefold() in reading.lexicon.honorifics:
        return True
    return any(end - start >= len(bare) for start, end in reading.lexicon.degree(bare))


@cache
def _letters_of_offices() -> frozenset[str]:
    """Letters that with stops between them stand behind names and are no initials: "P.E."."""
    text = (Path(__file__).parent / "data" / "letters_of_offices.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def untitled(text: str, reading: Reading) -> str:
    """The name behind what the document calls itself: "Curriculum Vitae of Jane Doe"."""
    words = text.split(" ")
    capitals = text.isupper()
    for size in range(1, min(3, len(words) - 2)):
        word = words[size]
        if (
            (capitals or word.islower())
            and reading.lexicon.is_stopword(word)
            and is_document_title(" ".join(words[:size]))
        ):
            return " ".join(words[size + 1 :])
    for size in range(min(2, len(words) - 2), 0, -1):
        if words[size][:1].isupper() and is_document_title(" ".join(words[:size])):
            return text if is_document_title(text) else " ".join(words[size:])  # "CV Jane Doe"
    return text


def _is_behind_name(word: str) -> bool:
    """Whether a word is written as degrees and offices behind a name are: "FRCA", "PhD", "MBChB"; "II" is none."""
    if _NUMERAL.fullmatch(word) or not _LETTERS.fullmatch(word) or not 2 <= len(word) <= _LONGEST_OFFICE:
        return False
    return word.isupper() or (
        sum(map(str.isupper, word)) > 1 and (word[-1].isupper() or _MIXED.fullmatch(word) is not None)
    )


def bare_name(text: str, reading: Reading) -> str:
    """The name without the titles before it: "Dr.", "Mgr. et Mgr.", "Dr. iur."."""
    words, lexicon = text.split(), reading.lexicon
    titles = _title_words(lexicon.honorifics)
    number = 0
    while number < len(words) - 1:
        word = words[number].casefold()
        joins = (
            number > 0 and words[number].islower() and (word.endswith(".") or words[number + 1].casefold() in titles)
        )
        if word not in titles and word.rstrip(".") not in titles and not joins:
            break
        number += 1
    return " ".join(words[number:])


def titled_name(text: str, reading: Reading) -> str:
    """The name with the title that belongs to it in most languages ("Dr."), and without any other."""
    bare = bare_name(text, reading)
    title = text.removesuffix(bare).strip()
    spread = sum(title.casefold() in pack.honorifics for pack in reading.lexicon.packs)
    return text if spread >= TITLE_OF_MANY_LANGUAGES else bare


@lru_cache(maxsize=32)
def _title_words(honorifics: frozenset[str]) -> frozenset[str]:
    """The words of "dr. rer. nat." one by one."""
    return frozenset(word for title in honorifics for word in title.split())


@cache
def _document_titles() -> frozenset[str]:
    text = (Path(__file__).parent / "data" / "document_titles.txt").read_text(encoding="utf-8")
    return frozenset(fold(line) for line in text.splitlines() if line and not line.startswith("#"))


def is_document_title(text: str) -> bool:
    """Whether a text is what a resume calls itself: "Curriculum Vitae", in any language."""
    return fold(text) in _document_titles()
