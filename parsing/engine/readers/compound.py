"""The streams of an OLE compound file: the container of Word 97-2003 documents."""

import struct
from collections.abc import Iterator

from parsing.engine.errors import UnreadableDocument

_END, _FREE = 0xFFFFFFFE, 0xFFFFFFFF
_HEADER_BYTES = 512
_ENTRY_BYTES = 128
_MAX_STREAM_BYTES = 40 * 1024 * 1024


class CompoundFile:
    """Streams by name. Raises UnreadableDocument when the file is damaged."""

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except (struct.error, IndexError) as error:
            raise UnreadableDocument from error

    def _open(self, data: bytes) -> None:
        self._data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 0x1E)
        if shift not in (9, 12) or mini_shift != 6:
            raise UnreadableDocument
        self._sector, self._mini_sector = 1 << shift, 1 << mini_shift
        directory_start, self._cutoff = struct.unpack_from("<I", data, 0x30)[0], struct.unpack_from("<I", data, 0x38)[0]
        mini_start = struct.unpack_from("<I", data, 0x3C)[0]
        self._table = self._allocation_table()
        self._entries = dict(self._directory(self._chain(directory_start)))
        self._mini_table = self._integers(self._chain(mini_start)) if mini_start < _END else []
        root = next((entry for name, entry in self._entries.items() if entry[2] == 5), None)
        self._mini_data = self._chain(root[0]) if root and root[0] < _END else b""

    def _allocation_table(self) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 0x4C))
        following = struct.unpack_from("<I", self._data, 0x44)[0]
        seen: set[int] = set()
        while following < _END and following not in seen:
            seen.add(following)
            more = self._integers(self._sector_bytes(following))
            sectors += more[:-1]
            following = more[-1]
        table: list[int] = []
        for sector in sectors:
            if sector < _END:
                table += self._integers(self._sector_bytes(sector))
        return table

    def _sector_bytes(self, number: int) -> bytes:
        start = (number + 1) * self._sector
        piece = self._data[start : start + self._sector]
        return piece + b"\xff" * (-len(piece) % 4)

    def _chain(self, start: int) -> bytes:
        pieces: list[bytes] = []
        number, steps = start, 0
        while number < len(self._table):
            pieces.append(self._sector_bytes(number))
            number = self._table[number]
            steps += 1
            if steps * self._sector > _MAX_STREAM_BYTES:
                raise UnreadableDocument
        return b"".join(pieces)

    @staticmethod
    def _integers(data: bytes) -> list[int]:
        return list(struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4]))

    @staticmethod
    def _directory(data: bytes) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for at in range(0, len(data) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            length = struct.unpack_from("<H", data, at + 64)[0]
            kind = data[at + 66]
            if 2 <= length <= 64 and kind in (1, 2, 5):
                name = data[at : at + length - 2].decode("utf-16-le", "replace")
                start, size = struct.unpack_from("<II", data, at + 116)
                yield name, (start, size, kind)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """The bytes of a stream; b"" where there is none of that name."""
        if name not in self._entries:
            return b""
        start, size, _ = self._entries[name]
        if size >= self._cutoff:
            return self._chain(start)[:size]
        pieces: list[bytes] = []
        number = start
        while number < len(self._mini_table) and len(pieces) * self._mini_sector < size:
            pieces.append(self._mini_data[number * self._mini_sector : (number + 1) * self._mini_sector])
            number = self._mini_table[number]
        return b"".join(pieces)[:size]
