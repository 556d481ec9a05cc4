"""Pictures that are small as files and immense when decoded."""

import struct
import zlib

_MEGABYTE = 1024 * 1024


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, *chunks: bytes, depth: int = 8, colour: int = 2) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + b"".join(chunks) + _chunk(b"IEND", b"")


def _zeros(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(_MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def png_pixels() -> bytes:
    return _png(20_000, 20_000, _chunk(b"IDAT", _zeros(1_200)))


def png_pixels_of_one_bit() -> bytes:
    return _png(60_000, 60_000, _chunk(b"IDAT", _zeros(460)), depth=1, colour=0)


def png_dimensions_lie() -> bytes:
    return _png(2_147_483_647, 2_147_483_647, _chunk(b"IDAT", zlib.compress(b"x")))


def png_text_inflates() -> bytes:
    return _png(9, 9, _chunk(b"zTXt", b"Comment\0\0" + _zeros(600)), _chunk(b"IDAT", zlib.compress(bytes(9 * 28))))


def png_profile_inflates() -> bytes:
    return _png(9, 9, _chunk(b"iCCP", b"icc\0\0" + _zeros(600)), _chunk(b"IDAT", zlib.compress(bytes(9 * 28))))


def png_truncated() -> bytes:
    return _png(4_000, 4_000, _chunk(b"IDAT", _zeros(10)))[:200]


def png_tall() -> bytes:
    return _png(1, 10_000_000, _chunk(b"IDAT", _zeros(40)))


def jpg_dimensions_lie() -> bytes:
    quantise = b"\xff\xdb\x00\x43\x00" + bytes([1] * 64)
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", 65_500, 65_500) + b"\x03\x01\x22\x00\x02\x11\x00\x03\x11\x00"
    scan = b"\xff\xda\x00\x0c\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00"
    return b"\xff\xd8" + quantise + frame + scan + bytes(1_000) + b"\xff\xd9"


def jpg_markers_many() -> bytes:
    return b"\xff\xd8" + b"\xff\xe1\x00\x04ab" * 1_000_000 + b"\xff\xd9"


def jpg_header_alone() -> bytes:
    return b"\xff\xd8\xff\xe0"


def _tiff(entries: list[tuple[int, int, int, int]], *, following: int = 0, tail: bytes = b"") -> bytes:
    """One directory; entries are tag, type, count, value."""
    rows = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + rows + struct.pack("<I", following) + tail


def tiff_dimensions_lie() -> bytes:
    return _tiff(
        [(256, 4, 1, 2**31), (257, 4, 1, 2**31), (258, 3, 1, 8), (259, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 99)]
    )


def tiff_pages_loop() -> bytes:
    return _tiff(
        [(256, 4, 1, 9), (257, 4, 1, 9), (258, 3, 1, 8), (259, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 81)], following=8
    )


def tiff_tag_count_lies() -> bytes:
    return _tiff([(256, 4, 1, 9), (257, 4, 1, 9), (273, 4, 2**32 - 1, 8), (279, 4, 2**32 - 1, 8)], tail=bytes(500))


def tiff_pages_many() -> bytes:
    page = 2 + 6 * 12 + 4
    pages = []
    for number in range(20_000):
        rows = [(256, 4, 1, 9), (257, 4, 1, 9), (258, 3, 1, 8), (259, 3, 1, 1), (273, 4, 1, 8), (279, 4, 1, 81)]
        following = 8 + (number + 1) * page if number < 19_999 else 0
        pages.append(
            struct.pack("<H", 6) + b"".join(struct.pack("<HHII", *row) for row in rows) + struct.pack("<I", following)
        )
    return b"II*\0\x08\0\0\0" + b"".join(pages)


def webp_dimensions_lie() -> bytes:
    extended = b"VP8X" + struct.pack("<I", 10) + b"\0\0\0\0" + b"\xff\xff\xff" * 2
    lossless = b"VP8L" + struct.pack("<I", 8) + b"\x2f\xff\xff\xff\x0f\0\0\0"
    body = b"WEBP" + extended + lossless
    return b"RIFF" + struct.pack("<I", len(body)) + body


def webp_truncated() -> bytes:
    return b"RIFF\xff\xff\xff\x7fWEBPVP8 \xff\xff\xff\x7f"
