"""DOC of Word 97-2003: the text of its piece table, with cells and tabs; what that cannot read goes to legacy-doc."""

import re
import struct
from collections.abc import Iterator
from dataclasses import replace

import legacy_doc

from parsing.engine.errors import EncryptedDocument, UnreadableDocument
from parsing.engine.model import Cell, Document, Paragraph, Part, Run
from parsing.engine.readers.compound import CompoundFile
from parsing.engine.readers.limits import MAX_CHARACTERS
from parsing.engine.readers.normalise import normalise
from parsing.engine.readers.txt import paragraphs_of

_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COMPRESSED = 0x40000000
_FIELD = re.compile("\x13([^\x13\x14\x15]*)(?:\x14([^\x13\x15]*))?\x15")
_LINK = re.compile(r'HYPERLINK\s+(?:\\\S+\s+)*"([^"]+)"')
_HYPHENS = {"\x1e": "-", "\x1f": ""}
_CELL_END = "\x07"
_MARKS = re.compile("[\x01-\x06\x08\x0e-\x12\x15-\x1d]")


def read_doc(data: bytes) -> Document:
    """The paragraphs of a DOC. Raises UnreadableDocument, EncryptedDocument."""
    file = CompoundFile(data)
    if "EncryptedPackage" in file:
        raise EncryptedDocument
    if "WordDocument" not in file:
        raise UnreadableDocument
    try:
        paragraphs = tuple(_paragraphs(file))
    except (struct.error, IndexError):
        paragraphs = ()
    if not any(paragraph.text for paragraph in paragraphs):
        paragraphs = _by_library(data)
    return Document(format="doc", paragraphs=paragraphs)


def _by_library(data: bytes) -> tuple[Paragraph, ...]:
    """Older and stranger files."""
    try:
        return paragraphs_of(legacy_doc.extract_text(data).text)
    except legacy_doc.LegacyDocError as error:
        raise UnreadableDocument from error


def _paragraphs(file: CompoundFile) -> Iterator[Paragraph]:
    main = file.stream("WordDocument")
    magic, flags = struct.unpack_from("<H", main, 0)[0], struct.unpack_from("<H", main, 0x0A)[0]
    if magic != _MAGIC:
        return
    if flags & _ENCRYPTED:
        raise EncryptedDocument
    table = file.stream("1Table" if flags & _SECOND_TABLE else "0Table")
    start, size = struct.unpack_from("<II", main, 0x1A2)
    text = _text(main, table[start : start + size])
    # Lengths of the parts, in this order: body, footnotes, headers, macros, comments, endnotes, text boxes.
    body, notes, headers, macros, comments, endnotes, boxes = struct.unpack_from("<7I", main, 0x4C)
    at = 0
    parts: list[tuple[int, Part | None]] = [
        (body, Part.BODY),
        (notes, Part.FOOTNOTE),
        (headers, Part.HEADER),
        (macros, None),
        (comments, None),
        (endnotes, Part.FOOTNOTE),
        (boxes, Part.TEXT_BOX),
    ]
    pieces: list[tuple[str, Part]] = []
    for length, part in parts:
        if part is not None and length:
            pieces.append((text[at : at + length], part))
        at += length
    # Headers are read first, as on the page.
    for piece, part in sorted(pieces, key=lambda item: item[1] is not Part.HEADER):
        yield from _paragraphs_of_part(piece, part)


def _text(main: bytes, complex_data: bytes) -> str:
    """The characters of all pieces, one for each position of the document."""
    at = 0
    while complex_data[at] == 1:  # formatting that pieces refer to
        at += 3 + struct.unpack_from("<H", complex_data, at + 1)[0]
    if complex_data[at] != 2:
        return ""
    size = struct.unpack_from("<I", complex_data, at + 1)[0]
    plan = complex_data[at + 5 : at + 5 + size]
    count = (len(plan) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", plan, 0)
    pieces: list[str] = []
    for number in range(count):
        length = min(positions[number + 1] - positions[number], MAX_CHARACTERS)
        place = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * number + 2)[0]
        if place & _COMPRESSED:
            start = (place & ~_COMPRESSED) // 2
            pieces.append(main[start : start + length].decode("cp1252", "replace"))
        else:
            pieces.append(main[place : place + 2 * length].decode("utf-16-le", "replace"))
    return "".join(pieces)


def _paragraphs_of_part(text: str, part: Part) -> Iterator[Paragraph]:
    """Paragraphs and cells: a cell ends in a mark of its own, a row in one more."""
    table, row, column = 0, 0, 0
    lines: list[str] = re.findall("[^\r\x07\x0b\x0c]*[\r\x07\x0b\x0c]?", text)
    pending: list[Paragraph] = []
    for line in lines:
        paragraph = _paragraph(line.rstrip("\r\x07\x0b\x0c"), part)
        if not line.endswith(_CELL_END):
            pending.append(paragraph)
            continue
        if column and not pending and not paragraph.text:
            row, column = row + 1, 0
            continue
        if column == 0 and pending:
            # Nothing tells where a table or a row starts: the first cell is taken to hold one paragraph.
            yield from pending
            pending = []
            table, row = table + 1, 0
        cell = Cell(table, row, column, 0, 0)
        for item in (*pending, paragraph):
            yield replace(item, cell=cell)
        pending = []
        column += 1
    yield from pending


def _paragraph(text: str, part: Part) -> Paragraph:
    runs: list[Run] = []
    at = 0
    for match in _FIELD.finditer(text):
        runs += _runs(text[at : match.start()], None)
        link = _LINK.search(match.group(1) or "")
        runs += _runs(match.group(2) or "", link.group(1) if link else None)
        at = match.end()
    runs += _runs(text[at:], None)
    return Paragraph(tuple(runs), part=part)


def _runs(text: str, link: str | None) -> list[Run]:
    for mark, meant in _HYPHENS.items():
        text = text.replace(mark, meant)
    clean = normalise(_MARKS.sub("", text.replace("\x13", "").replace("\x14", "")))
    return [Run(clean, link=link)] if clean else []
