"""What was read and stands in no field, so that nothing is lost without a word."""

import re
from collections.abc import Sequence
from typing import Any

from parsing.engine.fields.names import is_document_title
from parsing.engine.fields.reading import Reading
from parsing.engine.fields.wording import has_cjk, has_letters
from parsing.engine.model import Box, Resume, Section

_WORD = re.compile(r"[^\W\d_]+")
_LOST_SHARE = 0.5  # of the words of a line; labels such as "Phone:" are no loss


def unassigned_text(resume: Resume, sections: Sequence[Section], reading: Reading) -> tuple[str, ...]:
    """The lines that gave no value, and those most of whose words no value and no quote of the resume holds."""
    texts: list[str] = []
    _collect_texts(resume, texts)
    said = "\n".join(dict.fromkeys(texts)).casefold()  # most quotes are the value once more
    known = set(_WORD.findall(said))
    left = {
        line.index: line.text
        for section in sections
        for line in section.lines
        if has_letters(line.text) and (line.index not in reading.used or _is_lost(line.text, known, said))
    }
    return tuple(left.values())


def _is_lost(text: str, known: set[str], said: str) -> bool:
    words = _WORD.findall(text.casefold())
    lost = [word for word in words if word not in known and not (has_cjk(word) and word in said)]
    return len(lost) > _LOST_SHARE * len(words) and not is_document_title(text)


def _collect_texts(value: Any, texts: list[str]) -> None:
    """Adds every text inside a value of the model."""
    if isinstance(value, str):
        texts.append(value)
    elif isinstance(value, tuple):
        for item in value:
            _collect_texts(item, texts)
    elif value is not None and not isinstance(value, Box):
        for name in getattr(value, "__dataclass_fields__", ()):
            _collect_texts(getattr(value, name), texts)
