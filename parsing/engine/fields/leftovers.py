"""What was read and stands in no field, so that nothing is lost without a word."""

import re
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar, cast, get_args

from parsing.engine.fields.name_titles import is_document_title
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import has_cjk, has_letters
from parsing.engine.model import Resume, Section

_WORD = re.compile(r"[^\W\d_]+")
_APART = bytes(code if chr(code).isalpha() else ord(" ") for code in range(128)) + bytes(128)
_LOST_SHARE = 0.5  # of the words of a line; labels such as "Phone:" are no loss


def unassigned_text(resume: Resume, sections: Sequence[Section], reading: Reading) -> tuple[str, ...]:
    """The lines that gave no value, and those most of whose words no value and no quote of the resume holds."""
    texts = dict.fromkeys(_texts_in(resume))  # most quotes are the value once more
    said = "\n".join(texts).casefold()
    known = set(_words_of("\n".join(filter(str.isascii, texts))))
    known.update(_words_of("\n".join([text for text in texts if not text.isascii()])))
    left = {
        line.index: line.text
        for section in sections
        for line in section.lines
        if has_letters(line.text) and (line.index not in reading.used or _is_lost(line.text, known, said))
    }
    return tuple(left.values())


def _words_of(text: str) -> list[str]:
    """The words of letters, folded; those of plain texts, as most are, in a tenth of the time the pattern takes."""
    if text.isascii():
        return text.lower().encode("ascii").translate(_APART).decode("ascii").split()
    return _WORD.findall(text.casefold())


def _is_lost(text: str, known: set[str], said: str) -> bool:
    words = _words_of(text)
    lost = [word for word in words if word not in known and not (has_cjk(word) and word in said)]
    return len(lost) > _LOST_SHARE * len(words) and not is_document_title(text)


def _texts_in(resume: Resume) -> list[str]:
    """Every text inside the values of a resume, in any order."""
    texts: list[str] = []
    pending: list[Any] = [resume]
    while pending:
        value = pending.pop()
        kind = type(value)
        if kind is tuple:
            pending.extend(value)
        elif kind is str or isinstance(value, str):
            texts.append(value)
        elif value is not None:
            pending.extend(_fields_of(cast("Any", kind))(value))
    return texts


@cache
def _fields_of(kind: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    """Gives the values of the fields of such an object that may hold a text, or hold what does."""
    names = _names_of_fields(cast("Any", kind))
    if len(names) > 1:
        return cast("Callable[[Any], tuple[Any, ...]]", attrgetter(*names))
    return lambda value: tuple(getattr(value, name) for name in names)


@cache
def _names_of_fields(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a class that may hold a text, or hold what does."""
    return tuple(each.name for each in fields(kind) if _may_hold_text(each.type)) if is_dataclass(kind) else ()


def _may_hold_text(kind: Any) -> bool:
    inside = get_args(kind)
    if inside:
        return any(map(_may_hold_text, inside))
    if isinstance(kind, TypeVar):
        return True
    return isinstance(kind, type) and (issubclass(kind, str) or bool(_names_of_fields(cast("Any", kind))))
