"""The engine as a table of contents: bytes -> document -> lines -> sections -> fields.

What is concluded from the fields (`analysis`) and how it is answered (`profiles`) depends on the request, so both are
called by the doors, on the `Resume` that this returns.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import TypeVar

from parsing.engine import fields, languages, layout, readers, sections, skills
from parsing.engine.analysis import orders as orders_in
from parsing.engine.codec import resume_from_json as from_json
from parsing.engine.codec import resume_to_json as to_json
from parsing.engine.collecting import paused
from parsing.engine.errors import EmptyDocument, NoTextLayer
from parsing.engine.model import Box, Document, Line, ReadDocument, Resume, Section, SectionKind, Tier
from parsing.engine.model.value import value
from parsing.engine.readers import OcrOptions

__all__ = ["DocumentMeta", "PageSize", "ParsedResume", "TextLine", "from_json", "parse", "to_json", "warm"]

MODEL_USED = "cvault-rules-1"

T = TypeVar("T")


@value(frozen=True, slots=True)
class TextLine:
    """A line of the document for the display of evidence."""

    index: int
    page: int
    text: str
    box: Box | None
    section: SectionKind


@value(frozen=True, slots=True)
class PageSize:
    width_pt: float
    height_pt: float


@dataclass(frozen=True, slots=True)
class DocumentMeta:
    """What the file was, apart from the person in it."""

    format: str
    page_count: int
    tier: Tier
    lines: tuple[TextLine, ...]  # in reading order
    pages: tuple[PageSize, ...]  # empty in formats without geometry


@dataclass(frozen=True, slots=True)
class ParsedResume:
    resume: Resume
    document: DocumentMeta
    timings_ms: Mapping[str, float]  # stage -> time, and "total"
    model_used: str = MODEL_USED


def parse(data: bytes, *, filename: str = "", today: date, ocr: OcrOptions | None = None) -> ParsedResume:
    """The person in a file. Raises the EngineError that says why there is none.

    `today` ends the periods of current jobs; `ocr` None reads pictures of text where an engine is installed.
    """
    clock = _Clock()
    document = clock.time("read", lambda: readers.read(data, filename=filename, ocr=ocr))
    read = clock.time("layout", lambda: layout.arrange(document))
    text = _text_of(read, document)
    lexicon = clock.time("languages", lambda: languages.lexicon(text))
    orders, read = _apart(read)
    split = clock.time("sections", lambda: sections.split(read.lines, lexicon, read.body_font_size_pt))
    found = clock.time("fields", lambda: fields.extract(read, split, lexicon, today=today))
    found = replace(found, unassigned_text=(*found.unassigned_text, *orders))
    resume = _complete(found, document, read, text)
    return ParsedResume(resume=resume, document=_meta(document, read, split), timings_ms=clock.timings_ms())


def warm() -> None:
    """Loads what the first document would load: a child that has called it reads its first file as fast as the next."""
    with paused():
        languages.warm()
        skills.warm()
        fields.warm()


class _Clock:
    def __init__(self) -> None:
        self._started = perf_counter()
        self._stages: dict[str, float] = {}

    def time(self, stage: str, run: Callable[[], T]) -> T:
        started = perf_counter()
        result = run()
        self._stages[stage] = round((perf_counter() - started) * 1000, 3)
        return result

    def timings_ms(self) -> Mapping[str, float]:
        return {**self._stages, "total": round((perf_counter() - self._started) * 1000, 3)}


def _apart(read: ReadDocument) -> tuple[tuple[str, ...], ReadDocument]:
    """Lines that give orders to a machine, and the document without them: no field is read from an order."""
    found = orders_in.lines_of([line.text for line in read.lines])
    if not found:
        return (), read
    said = tuple(line.text for index, line in enumerate(read.lines) if index in found)
    return said, replace(read, lines=tuple(line for index, line in enumerate(read.lines) if index not in found))


def _text_of(read: ReadDocument, document: Document) -> str:
    text = "\n".join(line.text for line in read.lines)
    if text.strip():
        return text
    # A page without a letter is a picture of one; a flowing document without a letter is empty.
    raise NoTextLayer if document.pages else EmptyDocument


def _complete(resume: Resume, document: Document, read: ReadDocument, text: str) -> Resume:
    """The resume with what the fields stage cannot see: how the file was read."""
    detected = resume.detected_language
    if detected is None:
        ranked = languages.detect(text)
        detected = ranked[0][0] if ranked else None
    return replace(
        resume,
        detected_language=detected,
        hidden_text=resume.hidden_text or read.hidden_text,
        warnings=tuple(dict.fromkeys(document.warnings + resume.warnings)),
        tier=document.tier,
        page_count=document.page_count,
    )


def _meta(document: Document, read: ReadDocument, split: tuple[Section, ...]) -> DocumentMeta:
    kinds = {line.index: section.kind for section in split for line in _with_heading(section)}
    return DocumentMeta(
        format=document.format,
        page_count=document.page_count,
        tier=document.tier,
        lines=tuple(
            TextLine(line.index, line.page, line.text, line.box, kinds.get(line.index, SectionKind.OTHER))
            for line in read.lines
        ),
        pages=tuple(PageSize(page.width_pt, page.height_pt) for page in document.pages),
    )


def _with_heading(section: Section) -> tuple[Line, ...]:
    return section.lines if section.heading is None else (section.heading, *section.lines)
