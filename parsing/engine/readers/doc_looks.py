"""How the text of a DOC looks: character properties, and the styles of paragraphs, by their place in the file.

Properties are lists of changes, each a code and its operand, that hold for stretches of the main stream. They lie in
pages of 512 bytes; tables in the other stream tell which pages there are.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

_PAGE_BYTES = 512
_STYLES_AT, _CHARACTERS_AT, _PARAGRAPHS_AT, _SHAPES_AT = 0xA2, 0xFA, 0x102, 0x1DA  # in the head of the main stream
_PARAGRAPH_PLACE_BYTES = 13
_BOLD, _ITALIC, _VANISH, _HALF_POINTS = 0x0835, 0x0836, 0x083C, 0x4A43
_PALETTE_COLOUR, _COLOUR = 0x2A42, 0x6870
_LIST = 0x460B  # of a paragraph: number of its list, 0 for none
_SHADINGS = frozenset({0xC64D, 0xCA71, 0xD60C, 0xD612, 0xD616, 0xD660, 0xD670, 0xD671, 0xD672})  # of ten bytes each
_OLD_SHADINGS = frozenset({0x442D, 0x4866, 0xD609})  # of two
_HIGHLIGHT = 0x2A0C
_LONG_OPERANDS = {0xD606, 0xD608}  # whose length takes two bytes
_OF_A_LENGTH = 0xC000  # codes from here on have operands whose first byte tells their length
_OPERAND_BYTES = (1, 1, 2, 4, 2, 2, 0, 3)  # by the upper bits of the code; 0: the first byte tells
_AS_STYLE, _NOT_AS_STYLE = 0x80, 0x81
_PALETTE = (
    *(0, 0, 0x0000FF, 0x00FFFF, 0x00FF00, 0xFF00FF, 0xFF0000, 0xFFFF00, 0xFFFFFF),
    *(0x000080, 0x008080, 0x008000, 0x800080, 0x800000, 0x808000, 0x808080, 0xC0C0C0),
)
_WHITE = b"\xff\xff\xff\x00"
_AUTOMATIC = 0xFF
_NO_STYLE = 0xFFF
_OF_PARAGRAPHS = 1  # the kind of a style
_MAX_CHAIN = 12  # of styles based on each other
_HEADINGS = range(1, 10)  # numbers of the styles that every Word has
_TITLE = 62


@dataclass(frozen=True, slots=True)
class DocLook:
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    size_pt: float = 0.0
    colour: int = 0


@dataclass(frozen=True, slots=True)
class _Style:
    kind: int  # the number of a style that every Word has
    base: int
    paragraph_changes: bytes
    changes: bytes  # of characters


class DocLooks:
    """Looks and heading levels by offset in the main stream; without any where the file is damaged."""

    def __init__(self, main: bytes, table: bytes) -> None:
        self._starts: list[int] = []
        self._changes: list[bytes] = []
        self._paragraph_ends: list[int] = []
        self._paragraph_styles: list[int] = []
        self._paragraph_changes: list[bytes] = []
        self._styles: list[_Style] = []
        self._known: dict[tuple[int, bytes], DocLook] = {}
        self.may_be_on_colour = False  # something in the file is shaded or drawn: white text may be seen
        try:
            self._read(main, table)
        except (struct.error, IndexError):
            self._starts, self._changes, self._paragraph_ends = [], [], []

    def _read(self, main: bytes, table: bytes) -> None:
        self._styles = list(_styles(_located(main, table, _STYLES_AT)))
        for start, end, changes in _stretches(main, _located(main, table, _CHARACTERS_AT)):
            self._starts += [start, end]
            self._changes += [changes, b""]
            self._note_shading(changes)
        for _, end, properties in _stretches(main, _located(main, table, _PARAGRAPHS_AT), of_paragraphs=True):
            self._paragraph_ends.append(end)
            self._paragraph_styles.append(struct.unpack_from("<H", properties)[0] if len(properties) > 1 else 0)
            self._paragraph_changes.append(properties[2:])
            self._note_shading(properties[2:])
        if self._starts != sorted(self._starts) or self._paragraph_ends != sorted(self._paragraph_ends):
            raise IndexError
        self.may_be_on_colour |= bool(struct.unpack_from("<I", main, _SHAPES_AT + 4)[0])

    def _note_shading(self, changes: bytes) -> None:
        self.may_be_on_colour |= any(_is_shade(code, operand) for code, operand in _codes(changes))

    def stretches(self, start: int, end: int) -> Iterator[tuple[int, int, DocLook]]:
        """The bytes from `start` to `end` cut where their look changes."""
        at = start
        while at < end:
            style, paragraph_end = self._paragraph(at)
            number = bisect_right(self._starts, at)
            changes = self._changes[number - 1] if number else b""
            following = self._starts[number] if number < len(self._starts) else end
            until = min(end, following, paragraph_end if paragraph_end > at else end)
            yield at, until, self._look(style, changes)
            at = until

    def heading_level(self, at: int) -> int | None:
        """Of the paragraph that the byte at `at` belongs to; 1 for a title."""
        style, _ = self._paragraph(at)
        kind = self._styles[style].kind if style < len(self._styles) else 0
        return 1 if kind == _TITLE else kind if kind in _HEADINGS else None

    def is_item(self, at: int) -> bool:
        """Whether the paragraph around a byte belongs to a list and is no heading with a number."""
        number = bisect_right(self._paragraph_ends, at)
        if number == len(self._paragraph_ends) or self.heading_level(at) is not None:
            return False
        chain = self._chain(self._paragraph_styles[number])
        for changes in (self._paragraph_changes[number], *(style.paragraph_changes for style in chain)):
            lists = [operand for code, operand in _codes(changes) if code == _LIST]
            if lists:
                return any(lists[-1])
        return False

    def _paragraph(self, at: int) -> tuple[int, int]:
        """Number of the style of the paragraph around a byte, and where that paragraph ends."""
        number = bisect_right(self._paragraph_ends, at)
        if number == len(self._paragraph_ends):
            return 0, 0
        return self._paragraph_styles[number], self._paragraph_ends[number]

    def _look(self, style: int, changes: bytes) -> DocLook:
        key = (style, changes)
        if key not in self._known:
            base = self._look_of_style(style)
            self._known[key] = _changed(base, changes, style=base)
        return self._known[key]

    def _look_of_style(self, number: int) -> DocLook:
        look = DocLook()
        for style in reversed(self._chain(number)):
            look = _changed(look, style.changes, style=look)
        return look

    def _chain(self, number: int) -> list[_Style]:
        """A style and those that it is based on."""
        chain: list[_Style] = []
        while number < len(self._styles) and len(chain) < _MAX_CHAIN:
            chain.append(self._styles[number])
            number = chain[-1].base
        return chain


def _located(main: bytes, table: bytes, at: int) -> bytes:
    start, size = struct.unpack_from("<II", main, at)
    return table[start : start + size]


def _stretches(main: bytes, plan: bytes, *, of_paragraphs: bool = False) -> Iterator[tuple[int, int, bytes]]:
    """Start, end and properties of every stretch of the pages that `plan` names."""
    count = (len(plan) - 4) // 8
    if count <= 0:
        return
    pages: Sequence[int] = struct.unpack_from(f"<{count}I", plan, 4 * (count + 1))
    for page in dict.fromkeys(number & 0x3FFFFF for number in pages):  # once each: a loop would have no end
        data = main[page * _PAGE_BYTES : (page + 1) * _PAGE_BYTES]
        stretches = data[_PAGE_BYTES - 1]
        edges = struct.unpack_from(f"<{stretches + 1}I", data)
        step = _PARAGRAPH_PLACE_BYTES if of_paragraphs else 1
        for number in range(stretches):
            place = 2 * data[4 * (stretches + 1) + step * number]
            properties = _of_paragraph(data, place) if of_paragraphs else data[place + 1 : place + 1 + data[place]]
            yield edges[number], edges[number + 1], properties if place else b""


def _of_paragraph(page: bytes, place: int) -> bytes:
    """Style and changes of a paragraph: their length is told in words, in a second byte where the first is 0."""
    words = page[place]
    if words:
        return page[place + 1 : place + 2 * words]
    return page[place + 2 : place + 2 + 2 * page[place + 1]]


def _styles(sheet: bytes) -> Iterator[_Style]:
    if len(sheet) < 6:
        return
    head, count, fixed = struct.unpack_from("<HHH", sheet)
    at = 2 + head
    for _ in range(count):
        size = struct.unpack_from("<H", sheet, at)[0]
        yield _style(sheet[at + 2 : at + 2 + size], fixed)
        at += 2 + size + size % 2


def _style(data: bytes, fixed: int) -> _Style:
    """Of a description: its number, the style it is based on, and, of a paragraph's, what it says of characters."""
    if len(data) < fixed + 2 or fixed < 6:
        return _Style(0, _NO_STYLE, b"", b"")
    kind, base = struct.unpack_from("<HH", data)
    at = fixed + 2 + 2 * struct.unpack_from("<H", data, fixed)[0] + 2
    parts: list[bytes] = []
    if base & 0xF == _OF_PARAGRAPHS:  # first its number and its own changes, then those of characters
        while at + 2 <= len(data) and len(parts) < 2:
            size = struct.unpack_from("<H", data, at)[0]
            parts.append(data[at + 2 : at + 2 + size])
            at += 2 + size + size % 2
    paragraphs, characters = (*parts, b"", b"")[:2]
    return _Style(kind & 0xFFF, base >> 4, paragraphs[2:], characters)


def _codes(changes: bytes) -> Iterator[tuple[int, bytes]]:
    """Codes with their operands, as far as they are whole."""
    at = 0
    while at + 3 <= len(changes):
        code = struct.unpack_from("<H", changes, at)[0]
        at += 2
        size = _OPERAND_BYTES[code >> 13]
        if not size:
            size = changes[at] + 1
            if code in _LONG_OPERANDS:
                size = int.from_bytes(changes[at : at + 2], "little") + 1
        yield code, changes[at : at + size]
        at += size


def _changed(look: DocLook, changes: bytes, *, style: DocLook) -> DocLook:
    for code, operand in _codes(changes):
        first = operand[0] if operand else 0
        if code == _BOLD:
            look = replace(look, bold=_switched(first, style.bold))
        elif code == _ITALIC:
            look = replace(look, italic=_switched(first, style.italic))
        elif code == _VANISH:
            look = replace(look, hidden=_switched(first, style.hidden))
        elif code == _HALF_POINTS and len(operand) == 2:
            look = replace(look, size_pt=int.from_bytes(operand, "little") / 2)
        elif code == _PALETTE_COLOUR:
            look = replace(look, colour=_PALETTE[first] if first < len(_PALETTE) else 0)
        elif code == _COLOUR and len(operand) == 4:
            look = replace(look, colour=0 if operand[3] == _AUTOMATIC else int.from_bytes(operand[:3], "big"))
    return look


def _is_shade(code: int, operand: bytes) -> bool:
    """Whether a change puts a colour behind something."""
    if code == _HIGHLIGHT:
        return operand[:1] not in (b"", b"\x00")
    if code in _OLD_SHADINGS:
        shades = operand[1:] if code >= _OF_A_LENGTH else operand
        return any(shades[at : at + 2] not in (b"\x00\x00", b"\xff\xff") for at in range(0, len(shades) - 1, 2))
    if code not in _SHADINGS:
        return False
    shades = operand[1:]
    for at in range(0, len(shades) - 9, 10):
        behind, pattern = shades[at + 4 : at + 8], shades[at + 8 : at + 10]
        plain = pattern == b"\x00\x00" and (behind[3] == _AUTOMATIC or behind == _WHITE)
        if not plain and pattern != b"\xff\xff":
            return True
    return False


def _switched(operand: int, of_style: bool) -> bool:
    if operand in (_AS_STYLE, _NOT_AS_STYLE):
        return of_style is (operand == _AS_STYLE)
    return operand == 1
