"""Driving licences written without a colon: "Permis B", "Patente B", "Full UK driving licence"."""

import re
from itertools import pairwise

from parsing.engine.fields.certificate_grades import is_licensed_otherwise
from parsing.engine.languages.lexicon import Lexicon

_CLASS = re.compile(
    r"(?<!\w)(?:A?[A-E]|[FGLMST]|[A-D]\d?E|[ABCD]\d|AM|E[BC]1?|\d[A-E]|[\u0410\u0412\u0421\u0391\u0392\u0393])(?!\w)"
)
_JOINT = re.compile(r"[\s,/+&]*(?:\w{1,3}\s)?\s*")  # between two classes: ", ", " and "")
_SENTENCE = re.compile(r".+?(?:[.!;](?=\s+\w{4})|$)", re.DOTALL)  # "kat. B" goes on
_WORD = re.compile(r"\w+")
_NUMBERED = re.compile(r"#|(?<!\w)[A-Z]*\d{5,}")  # "License #26NR10000": of a profession
_MAX_CHARS = 60
_TITLE = 0.8
_MAX_WORDS = 4  # beside the label and the classes


def licence_in(text: str, lexicon: Lexicon) -> str | None:
    """What a short text says of a driving licence: its classes where they are named, else the whole text; None where it
    is about something else."""
    labels = [
        (start, end)
        for start, end, field in lexicon.labels_in(text)
        if field == "driving_license" and not _is_of_profession(text[:start], lexicon)
    ]
    if not labels:
        return None
    sentence = next(match for match in _SENTENCE.finditer(text) if match.end() > labels[0][0])
    start, end = labels[0][0] - sentence.start(), labels[0][1] - sentence.start()
    said = sentence.group()
    if len(said) > _MAX_CHARS:
        return None
    words = [word for word in _WORD.findall(f"{said[:start]} {said[end:]}") if not _CLASS.fullmatch(word)]
    if len(words) > _MAX_WORDS:
        return None
    return classes_in(said) or (said.strip() if not _NUMBERED.search(said) else None)


def _is_of_profession(before: str, lexicon: Lexicon) -> bool:
    """Whether the words before the label say that the licence is to do something else: "Pharmacist", "Real estate"."""
    return bool(before) and (is_licensed_otherwise(before) or lexicon.title(before.rstrip(" '\u2019s")) >= _TITLE)


def classes_in(text: str) -> str:
    """The classes of licences that a text names first: "B, BE" of "class B, BE, own car"; "" where it names none."""
    classes = list(_CLASS.finditer(text))
    if not classes:
        return ""
    end = classes[0].end()
    for before, following in pairwise(classes):
        if not _JOINT.fullmatch(text, before.end(), following.start()):
            break
        end = following.end()
    return text[classes[0].start() : end]


def names_class(text: str) -> bool:
    """Whether a class of licences stands anywhere in a text."""
    return _CLASS.search(text) is not None


def is_class(text: str) -> bool:
    """Whether a text is the class of a licence and no more: "BE", "C1"."""
    return _CLASS.fullmatch(text.strip()) is not None
