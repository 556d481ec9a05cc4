"""Drawn tables: cells are read row by row, whatever the white between them looks like."""

from collections.abc import Sequence
from itertools import pairwise

from parsing.engine import layout
from parsing.engine.layout.tests.test_layout import _words
from parsing.engine.model import Box, Document, Page, Ruling, Word

_XS = (40.0, 150.0, 300.0, 500.0)


def _ruled(ys: Sequence[float], xs: Sequence[float] = _XS) -> list[Ruling]:
    """Every edge of every cell, as printers draw them."""
    rulings = []
    for top, bottom in pairwise(ys):
        rulings += [Ruling(Box(x, top, x + 0.75, bottom), vertical=True) for x in xs]
    for y in ys:
        rulings += [Ruling(Box(x, y, x1, y + 0.75), vertical=False) for x, x1 in pairwise(xs)]
    return rulings


def _read(lines: Sequence[list[Word]], rulings: Sequence[Ruling]) -> list[str]:
    page = Page(0, 595, 842, tuple(word for line in lines for word in line), tuple(rulings))
    return [line.text for line in layout.arrange(Document("pdf", pages=(page,))).lines]


def test_a_row_of_a_drawn_table_is_a_line() -> None:
    rows = [("When", "Where", "What"), ("2019 - 2024", "Mill", "Miller"), ("2012 - 2019", "Bakery", "Baker")]
    words = [_words(x + 6, 115 + 20 * n, cell) for n, row in enumerate(rows) for x, cell in zip(_XS, row, strict=False)]
    words += [_words(40, 80, "Above the table"), _words(40, 185, "Below the table")]

    assert _read(words, _ruled([100, 120, 140, 160])) == [
        "Above the table",
        *("  ".join(row) for row in rows),
        "Below the table",
    ]


def test_a_text_that_wraps_in_its_cell_is_one_text() -> None:
    words = [
        _words(46, 115, "2019 - 2024"),
        _words(156, 115, "The Old Mill and Bakery of"),
        _words(156, 128, "Uppertown"),
        _words(306, 115, "Miller"),
        _words(46, 150, "2012 - 2019"),
        _words(156, 150, "Mint"),
        _words(156, 163, "Tower"),
    ]

    lines = _read(words, _ruled([100, 135, 170]))

    assert lines == ["2019 - 2024  The Old Mill and Bakery of Uppertown  Miller", "2012 - 2019  Mint", "Tower"]


def test_tall_cells_are_columns_of_text() -> None:
    left = [_words(46, 115 + 13 * number, f"left {number}") for number in range(6)]
    right = [_words(306, 115 + 13 * number, f"right {number}") for number in range(5)]
    titles = [_words(46, 95, "A"), _words(306, 95, "B")]

    lines = _read([*titles, *left, *right], _ruled([80, 100, 200], (40.0, 300.0, 500.0)))

    assert lines == ["A  B", *(f"left {n}" for n in range(6)), *(f"right {n}" for n in range(5))]


def test_a_table_beside_text_is_read_with_its_column() -> None:
    words = [_words(x + 6, 115 + 20 * n, f"c{n}{x:.0f}") for n in range(2) for x in _XS[:3]]
    beside = [_words(520, 100 + 14 * number, f"beside {number}") for number in range(6)]

    lines = _read([*words, *beside], _ruled([100, 120, 140]))

    assert lines[-6:] == [f"beside {number}" for number in range(6)]


def test_lines_under_headings_are_no_table() -> None:
    words = [_words(40, 100 + 40 * n, f"Heading {n}") for n in range(3)]
    rulings = [Ruling(Box(40, 105 + 40 * n, 500, 105.75 + 40 * n), vertical=False) for n in range(6)]

    assert _read(words, rulings) == [f"Heading {n}" for n in range(3)]
