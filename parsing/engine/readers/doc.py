"""DOC of Word 97-2003: the text of its piece table, with cells and tabs; what that cannot read goes to legacy-doc."""

import re
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import itemgetter

import legacy_doc

from parsing.engine.errors import DocumentTooComplex, EncryptedDocument, UnreadableDocument
from parsing.engine.model import Cell, Document, Hidden, Paragraph, Part, Run
from parsing.engine.readers.compound import CompoundFile
from parsing.engine.readers.doc_looks import DocLook, DocLooks
from parsing.engine.readers.limits import MAX_CHARACTERS
from parsing.engine.readers.normalise import normalise
from parsing.engine.readers.txt import paragraphs_of

_MAGIC = 0xA5EC
_ENCRYPTED, _SECOND_TABLE = 0x0100, 0x0200
_COMPRESSED = 0x40000000
_FIELD = re.compile("\x13([^\x13\x14\x15]*)(?:\x14([^\x13\x15]*))?\x15")
_LINK = re.compile(r'HYPERLINK\s+(?:\\\S+\s+)*"([^"]+)"')
_MEANT = {0x13: None, 0x14: None, 0x1E: "-", 0x1F: None}  # ends of fields, hyphens that stay or may break
_CELL_END = "\x07"
_LINE = re.compile("([^\r\x07\x0b\x0c]*)([\r\x07\x0b\x0c]?)")
_MARKS = re.compile("[\x01-\x06\x08\x0e-\x12\x15-\x1d]")
_WHITE = 0xFFFFFF
_TINY_PT = 2.0


@dataclass(slots=True)
class _Text:
    """The characters of the document, and from which of them on they look how."""

    on_white: bool  # nothing in the file is shaded or drawn
    looks: DocLooks
    characters: str = ""
    starts: list[int] = field(default_factory=list)
    styles: list[DocLook] = field(default_factory=list)
    places: list[tuple[int, int, int]] = field(default_factory=list)  # first character, its byte, bytes a character

    def byte_of(self, at: int) -> int:
        """Where a character stands in the file."""
        first, place, width = self.places[max(0, bisect_right(self.places, at, key=itemgetter(0)) - 1)]
        return place + width * (at - first)

    def stretches(self, start: int, end: int) -> Iterator[tuple[str, DocLook]]:
        """What stands from `start` to `end`, cut where its look changes."""
        while start < end:
            number = bisect_right(self.starts, start)
            until = min(end, self.starts[number]) if number < len(self.starts) else end
            yield self.characters[start:until], self.styles[number - 1] if number else DocLook()
            start = until


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
    except (legacy_doc.LegacyDocError, ArithmeticError, LookupError, ValueError, struct.error) as error:
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
    text = _text(main, table[start : start + size], DocLooks(main, table))
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
    pieces: list[tuple[int, int, Part]] = []
    for length, part in parts:
        if part is not None and length:
            pieces.append((at, at + length, part))
        at += length
    # Headers are read first, as on the page.
    for begin, end, part in sorted(pieces, key=lambda item: item[2] is not Part.HEADER):
        yield from _paragraphs_of_part(text, begin, end, part)


def _text(main: bytes, complex_data: bytes, looks: DocLooks) -> _Text:
    """The characters of all pieces, one for each position of the document."""
    text = _Text(on_white=not looks.may_be_on_colour, looks=looks)
    at = 0
    while complex_data[at] == 1:  # formatting that pieces refer to
        at += 3 + struct.unpack_from("<H", complex_data, at + 1)[0]
    if complex_data[at] != 2:
        return text
    size = struct.unpack_from("<I", complex_data, at + 1)[0]
    plan = complex_data[at + 5 : at + 5 + size]
    count = (len(plan) - 4) // 12
    positions = struct.unpack_from(f"<{count + 1}I", plan, 0)
    characters: list[str] = []
    length = 0
    for number in range(count):
        most = min(positions[number + 1] - positions[number], MAX_CHARACTERS)
        place = struct.unpack_from("<I", plan, 4 * (count + 1) + 8 * number + 2)[0]
        encoding, width = ("cp1252", 1) if place & _COMPRESSED else ("utf-16-le", 2)
        if width == 1:
            place = (place & ~_COMPRESSED) // 2
        text.places.append((length, place, width))
        for start, end, look in looks.stretches(place, min(place + width * most, len(main))):
            text.starts.append(length)
            text.styles.append(look)
            characters.append(main[start:end].decode(encoding, "replace"))
            length += len(characters[-1])
            if length > MAX_CHARACTERS:
                raise DocumentTooComplex
    text.characters = "".join(characters)
    return text


def _paragraphs_of_part(text: _Text, begin: int, end: int, part: Part) -> Iterator[Paragraph]:
    """Paragraphs and cells: a cell ends in a mark of its own, a row in one more."""
    table, row, column = 0, 0, 0
    pending: list[Paragraph] = []
    for match in _LINE.finditer(text.characters, begin, end):
        paragraph = _paragraph(text, match.start(1), match.end(1), part)
        if match.group(2) != _CELL_END:
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


def _paragraph(text: _Text, begin: int, end: int, part: Part) -> Paragraph:
    runs: list[Run] = []
    at = begin
    for match in _FIELD.finditer(text.characters, begin, end):
        runs += _runs(text, at, match.start(), None)
        link = _LINK.search(match.group(1))
        if match.group(2):
            runs += _runs(text, match.start(2), match.end(2), link.group(1) if link else None)
        at = match.end()
    runs += _runs(text, at, end, None)
    if not runs:
        return Paragraph((), part=part)
    place = text.byte_of(begin)
    return Paragraph(tuple(runs), text.looks.heading_level(place), text.looks.is_item(place), part)


def _runs(text: _Text, begin: int, end: int, link: str | None) -> list[Run]:
    runs: list[Run] = []
    for piece, look in text.stretches(begin, end):
        clean = normalise(_MARKS.sub("", piece.translate(_MEANT)))
        if clean:
            hidden = _why_hidden(look, on_white=text.on_white)
            runs.append(Run(clean, look.bold, look.italic, look.size_pt, look.colour, link, hidden))
    return runs


def _why_hidden(look: DocLook, *, on_white: bool) -> Hidden | None:
    if look.hidden:
        return Hidden.MARKED
    if look.colour == _WHITE and on_white:
        return Hidden.COLOUR
    return Hidden.TINY if 0 < look.size_pt < _TINY_PT else None
