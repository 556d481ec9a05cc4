"""Files of Word 97 made byte by byte: text with its look, styles, a container around them."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

SECTOR = 512
TEXT_AT = 2048
_END, _FREE, _TABLE_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_LEAST_STREAM = 4096  # smaller ones would lie in sectors of another size
BOLD, ITALIC, VANISH = b"\x35\x08\x01", b"\x36\x08\x01", b"\x3c\x08\x01"
WHITE = b"\x70\x68\xff\xff\xff\x00"
RED_OF_THE_PALETTE = b"\x42\x2a\x06"
IN_A_LIST = b"\x0b\x46\x01\x00"
SHADED = b"\x4d\xc6\x0a\x00\x00\x00\xff\x1f\x38\x64\x00\x00\x00"
NORMAL, HEADING, LIST_ITEM = 0, 1, 2  # the styles of the sheet, by number


def size(points: float) -> bytes:
    return b"\x43\x4a" + struct.pack("<H", int(points * 2))


@dataclass(frozen=True)
class Piece:
    """A stretch of text in one look; what ends in a return ends a paragraph of its style."""

    text: str
    changes: bytes = b""
    style: int = NORMAL
    paragraph_changes: bytes = b""


def doc(pieces: Sequence[Piece]) -> bytes:
    text = "".join(piece.text for piece in pieces).encode("utf-16-le")
    characters = len(text) // 2
    main = bytearray(TEXT_AT) + text
    main += bytes(-len(main) % SECTOR)
    looks_page = len(main) // SECTOR
    main += _looks(pieces) + _paragraphs(pieces)
    table = bytearray()

    def located(at: int, data: bytes) -> None:
        struct.pack_into("<II", main, at, len(table), len(data))
        table.extend(data)

    struct.pack_into("<HH", main, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", main, 0x0A, 0x0200)
    struct.pack_into("<I", main, 0x4C, characters)
    located(0xA2, _sheet())
    located(0xFA, struct.pack("<III", TEXT_AT, TEXT_AT + len(text), looks_page))
    located(0x102, struct.pack("<III", TEXT_AT, TEXT_AT + len(text), looks_page + 1))
    plan = struct.pack("<IIHIH", 0, characters, 0, TEXT_AT, 0)
    located(0x1A2, b"\x02" + struct.pack("<I", len(plan)) + plan)
    return _container({"WordDocument": bytes(main), "1Table": bytes(table)})


def _looks(pieces: Sequence[Piece]) -> bytes:
    edges, changes = [TEXT_AT], []
    for piece in pieces:
        edges.append(edges[-1] + 2 * len(piece.text))
        changes.append(bytes([len(piece.changes)]) + piece.changes if piece.changes else b"")
    return _page(edges, changes, place_bytes=1)


def _paragraphs(pieces: Sequence[Piece]) -> bytes:
    edges, properties = [TEXT_AT], []
    at = TEXT_AT
    for piece in pieces:
        at += 2 * len(piece.text)
        if not piece.text.endswith("\r"):
            continue
        edges.append(at)
        data = struct.pack("<H", piece.style) + piece.paragraph_changes
        data += bytes(1 - len(data) % 2)
        properties.append(bytes([len(data) // 2 + 1]) + data)
    return _page(edges, properties, place_bytes=13)


def _page(edges: Sequence[int], properties: Sequence[bytes], *, place_bytes: int) -> bytes:
    """Properties lie at the end of a page, each kind once, and are found by half their offset."""
    page = bytearray(SECTOR)
    page[-1] = len(properties)
    struct.pack_into(f"<{len(edges)}I", page, 0, *edges)
    last = SECTOR - 2
    kept: dict[bytes, int] = {b"": 0}
    for number, data in enumerate(properties):
        if data not in kept:
            last -= len(data) + len(data) % 2
            page[last : last + len(data)] = data
            kept[data] = last // 2
        page[4 * len(edges) + place_bytes * number] = kept[data]
    assert last > 4 * len(edges) + place_bytes * len(properties), "too much for one page"
    return bytes(page)


def _sheet() -> bytes:
    """Normal text, a heading that is bold, and an item of a list that is based on normal text."""
    styles = (
        _style("Normal", 0, 0xFFF),
        _style("heading 1", 1, NORMAL, characters=BOLD + size(14)),
        _style("List Bullet", 48, NORMAL, paragraphs=IN_A_LIST),
    )
    head = struct.pack("<HHHHHH", len(styles), 10, 1, 91, 15, 0) + bytes(6)
    sheet = struct.pack("<H", len(head)) + head
    return sheet + b"".join(struct.pack("<H", len(style)) + style for style in styles)


def _style(name: str, number: int, base: int, *, characters: bytes = b"", paragraphs: bytes = b"") -> bytes:
    fixed = struct.pack("<HHHHH", number, 1 | base << 4, 2, 0, 0)
    named = struct.pack("<H", len(name)) + name.encode("utf-16-le") + bytes(2)
    changes = b""
    for data in (struct.pack("<H", number) + paragraphs, characters):
        changes += struct.pack("<H", len(data)) + data + bytes(len(data) % 2)
    return fixed + named + changes


def _container(streams: dict[str, bytes]) -> bytes:
    """A compound file: a table of sectors, a directory, then the streams."""
    padded = {name: data + bytes(max(-len(data) % SECTOR, _LEAST_STREAM - len(data))) for name, data in streams.items()}
    following = [_TABLE_SECTOR, _END]
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, (name, data) in enumerate(padded.items(), 1):
        start, count = len(following), len(data) // SECTOR
        following += [*range(start + 1, start + count), _END]
        right = number + 1 if number < len(padded) else _FREE
        entries.append(_entry(name, 2, start, len(data), right=right))
    following += [_FREE] * (SECTOR // 4 - len(following))
    entries += [bytes(128)] * (4 - len(entries))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
    head += struct.pack("<109I", 0, *[_FREE] * 108)
    table = struct.pack(f"<{SECTOR // 4}I", *following)
    return head + table + b"".join(entries) + b"".join(padded.values())


def _entry(name: str, kind: int, start: int, length: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    written = name.encode("utf-16-le").ljust(64, b"\0") + struct.pack("<HBB", 2 * len(name) + 2, kind, 1)
    return written + struct.pack("<III", _FREE, right, child) + bytes(36) + struct.pack("<IQ", start, length)
