"""Driving licences written without a colon: "Permis B", "Patente B", "Full UK driving licence"."""

import re

from parsing.engine.languages.lexicon import Lexicon

_CLASS = re.compile(r"(?<!\w)(?:[A-DFGLMST]|[A-D]\d?E|[ABCD]\d|AM|BE|CE|DE|\d[A-E]|\u0410|\u0412|\u0421)(?!\w)")
_MAX_CHARS = 60
_MAX_WORDS = 4  # beside the label and the classes


def licence_in(text: str, lexicon: Lexicon) -> str | None:
    """What a short text says of a driving licence: its classes where they are named, else the whole text; None where it
    is about something else."""
    if len(text) > _MAX_CHARS:
        return None
    labels = [(start, end) for start, end, field in lexicon.labels_in(text) if field == "driving_license"]
    if not labels:
        return None
    start, end = labels[0]
    rest = text[end:].strip(" :\uff1a-\u2013.")
    words = [word for word in re.findall(r"\w+", f"{text[:start]} {text[end:]}") if not _CLASS.fullmatch(word)]
    if len(words) > _MAX_WORDS:
        return None
    return rest if _CLASS.search(rest) else text.strip()


def is_class(text: str) -> bool:
    """Whether a text is the class of a licence and no more: "BE", "C1"."""
    return _CLASS.fullmatch(text.strip()) is not None
