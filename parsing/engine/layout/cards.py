"""Entries side by side in cards: below a heading above all of them, built alike line by line, each with its dates."""

from collections.abc import Sequence
from dataclasses import dataclass

from parsing.engine.layout.chunks import Chunk
from parsing.engine.layout.date_columns import YEAR
from parsing.engine.layout.gutters import Rows

_SAME_EDGE_PT = 2.0
_LONGEST_DATED = 60  # characters of a line with the dates: "University of Leeds (2012 - 2015)"
_FEWEST_LINES = 2  # that cards have in common, their dates among them
_WHITE = 0.6  # of the font size, above the heading, over the whole width
_OVERHANG = 0.5  # times the width of a card: what stands further right is another column


@dataclass(slots=True)
class Cards:
    """Rows `first` to `last` hold cards that begin at `edges`."""

    first: int
    last: int
    edges: list[float]

    def dealt(self, rows: Rows) -> list[list[Chunk]]:
        """What each card holds, cards of one column below each other."""
        columns: list[list[Chunk]] = [[] for _ in self.edges]
        for row in rows[self.first : self.last + 1]:
            for chunk in row:
                columns[_column_of(chunk, self.edges)].append(chunk)
        return columns


def find_cards(rows: Rows) -> Cards | None:
    """The first rows of cards; None where none stand side by side."""
    for number, row in enumerate(rows):
        if len(row) > 1 and _are_dates(row) and (cards := _cards_around(rows, number)) is not None:
            return cards
    return None


def _are_dates(row: Sequence[Chunk]) -> bool:
    """Whether each chunk of a row holds dates in the same look."""
    style = row[0].style
    return all(
        chunk.style == style and len(text := chunk.text) <= _LONGEST_DATED and YEAR.search(text) for chunk in row
    )


def _cards_around(rows: Rows, dates: int) -> Cards | None:
    """The cards whose dates are in row `dates`; None where that row is none of cards."""
    first = last = dates
    while first and _are_alike(rows[first - 1], rows[dates]):
        first -= 1
    while last + 1 < len(rows) and _are_alike(rows[last + 1], rows[dates]):
        last += 1
    edges = [min([chunk.x0 for chunk in column]) for column in zip(*rows[first : last + 1], strict=True)]
    if last - first + 1 < _FEWEST_LINES or first == 0 or not _is_heading_above(rows, first):
        return None
    style = rows[first - 1][0].style
    while last + 1 < len(rows) and rows[last + 1][0].style != style and _fits(rows[last + 1], edges):
        last += 1
    width = edges[1] - edges[0]
    left, right = min([row[0].x0 for row in rows]), max([row[-1].x1 for row in rows])
    if edges[0] - left > _OVERHANG * width or right - edges[-1] > (1 + _OVERHANG) * width:
        return None  # a column stands beside them that is none of theirs
    return Cards(first, last, edges)


def _are_alike(row: Sequence[Chunk], dates: Sequence[Chunk]) -> bool:
    """Whether a row has a line of each card, all in one look, flush with the dates or centred as they are."""
    if len(row) != len(dates) or any(chunk.style != row[0].style for chunk in row):
        return False
    pairs = list(zip(row, dates, strict=True))
    flush = all(abs(chunk.x0 - date.x0) <= _SAME_EDGE_PT for chunk, date in pairs)
    return flush or all(abs(chunk.centre - date.centre) <= _SAME_EDGE_PT for chunk, date in pairs)


def _is_heading_above(rows: Rows, first: int) -> bool:
    """Whether above row `first` one line stands alone in white, in another look."""
    above = rows[first - 1]
    heading = above[0]
    if len(above) > 1 or heading.style == rows[first][0].style or any(map(str.isdigit, heading.text)):
        return False
    if first == 1:
        return True
    base = max([chunk.base for row in rows[max(0, first - 4) : first - 1] for chunk in row])
    return heading.top - base > _WHITE * heading.size


def _fits(row: Sequence[Chunk], edges: Sequence[float]) -> bool:
    """Whether nothing in a row runs over from one card into the next."""
    ends = [*edges[1:], float("inf")]
    return all(chunk.x1 < ends[_column_of(chunk, edges)] for chunk in row)


def _column_of(chunk: Chunk, edges: Sequence[float]) -> int:
    return max([number for number, edge in enumerate(edges) if chunk.x0 >= edge - _SAME_EDGE_PT] or [0])
