"""Memory for the answers to many questions to pdfium, so that no step in Python lies between two of them."""

import ctypes
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from struct import Struct, pack
from typing import Any

from parsing.engine.readers.pdf_calls import place

BATCH = 256  # questions of one kind
_BOX_BYTES = 16
_COLOUR_BYTES, _MATRIX_BYTES = 16, 24
_RECORD = Struct(f"{_COLOUR_BYTES + 16}s4xf")  # what many objects share, and the place that ends the matrix
_RECORD_BYTES = _COLOUR_BYTES + _MATRIX_BYTES
_BLACK = pack("4I", 0, 0, 0, 255)


class Answers:
    """Where pdfium writes to, told as its functions want it; good for one page at a time."""

    def __init__(self) -> None:
        self._boxes = bytearray(2 * BATCH * _BOX_BYTES)
        self._edges: memoryview[float] = memoryview(self._boxes).cast("f")
        starts = _places(self._boxes, 0, 2 * BATCH, _BOX_BYTES)
        self.first_boxes, self.last_boxes = starts[:BATCH], starts[BATCH:]
        self._records = bytearray(BATCH * _RECORD_BYTES)
        self.colours = tuple(_places(self._records, part, BATCH, _RECORD_BYTES) for part in range(0, _COLOUR_BYTES, 4))
        self.matrices = _places(self._records, _COLOUR_BYTES, BATCH, _RECORD_BYTES)

    def edges(self, count: int) -> Iterator[tuple[float, ...]]:
        """Left and lower edge of each first box, then left, right and lower edge of the last box that belongs to it."""
        first, last = self._edges[: 4 * count].tolist(), self._edges[4 * BATCH : 4 * (BATCH + count)].tolist()
        return zip(first[::4], first[3::4], last[::4], last[2::4], last[3::4], strict=True)

    def records(self, count: int) -> Iterator[tuple[bytes, float]]:
        """Colour and matrix of each object in one piece, and the height where the matrix puts it."""
        return _RECORD.iter_unpack(memoryview(self._records)[: count * _RECORD_BYTES])

    def blacken(self, numbers: Iterable[int]) -> None:
        """Put a colour where pdfium wrote none."""
        for number in numbers:
            start = number * _RECORD_BYTES
            self._records[start : start + _COLOUR_BYTES] = _BLACK


def _places(memory: bytearray, first: int, count: int, step: int) -> list[Any]:
    start = ctypes.addressof(ctypes.c_char.from_buffer(memory)) + first
    return [place(address) for address in range(start, start + count * step, step)]


_spare: list[Answers] = []


@contextmanager
def answers() -> Iterator[Answers]:
    """Memory that nobody else writes to meanwhile; made once for each of the threads that read at the same time."""
    try:
        mine = _spare.pop()
    except IndexError:
        mine = Answers()
    try:
        yield mine
    finally:
        _spare.append(mine)
