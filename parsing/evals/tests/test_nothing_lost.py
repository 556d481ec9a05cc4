"""Over the documents made by hand: no value that the text does not hold, no line of the text without a trace."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from parsing.engine import fields, languages, layout, readers, sections
from parsing.engine.codec import resume_to_json
from parsing.engine.errors import EngineError
from parsing.engine.fields.names import is_document_title
from parsing.engine.model import ReadDocument, Resume, Section
from parsing.engine.profiles import found_values
from parsing.evals.corpus import Case, cache_dir, load_folder
from parsing.evals.handmade import build_handmade

TODAY = date(2026, 1, 1)
_WORD = re.compile(r"[^\W\d_]+")


def cases() -> list[Case]:
    return [case for case in load_folder(build_handmade(cache_dir()), "hand") if not case.picture]


def read(case: Case) -> tuple[ReadDocument, tuple[Section, ...], Resume] | None:
    try:
        document = layout.arrange(readers.read(case.path.read_bytes(), filename=case.path.name, ocr=None))
    except EngineError:
        return None
    text = "\n".join(line.text for line in document.lines)
    lexicon = languages.lexicon(text)
    split = sections.split(document.lines, lexicon, document.body_font_size_pt)
    return document, split, fields.extract(document, split, lexicon, today=TODAY)


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def folded(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@pytest.fixture(scope="module")
def documents() -> dict[str, tuple[ReadDocument, tuple[Section, ...], Resume]]:
    return {case.id: found for case in cases() if (found := read(case)) is not None}


def test_every_line_of_every_section_is_in_the_answer(
    documents: dict[str, tuple[ReadDocument, tuple[Section, ...], Resume]],
) -> None:
    lost = []
    for name, (_, split, resume) in documents.items():
        said = "\n".join(texts(resume_to_json(resume))).casefold()
        for line in (line for section in split for line in section.lines):
            words = _WORD.findall(line.text.casefold())
            missing = [word for word in words if word not in said]
            if 2 * len(missing) > len(words) and not is_document_title(line.text):
                lost.append(f"{name}: {line.text}")

    assert len(documents) > 80
    assert lost == []


def test_every_word_of_every_quote_stands_in_the_document(
    documents: dict[str, tuple[ReadDocument, tuple[Section, ...], Resume]],
) -> None:
    invented = []
    for name, (document, _, resume) in documents.items():
        text = folded(" ".join([*(line.text for line in document.lines), *document.furniture]))
        for path, found in found_values(resume):
            parts = (folded(part) for part in re.split(r"[\s|,]+", found.evidence.quote))
            if any(part and part not in text for part in parts):
                invented.append(f"{name}: {path} {found.evidence.quote!r}")

    assert invented == []
