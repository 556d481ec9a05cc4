"""DOC of Word 97: text, look, styles, and what nobody sees."""

import struct

import legacy_doc
import pytest

from parsing.engine import readers
from parsing.engine.errors import UnreadableDocument
from parsing.engine.model import Hidden
from parsing.engine.readers.tests.doc_files import (
    BOLD,
    HEADING,
    ITALIC,
    LIST_ITEM,
    RED_OF_THE_PALETTE,
    SECTOR,
    SHADED,
    TEXT_AT,
    VANISH,
    WHITE,
    Piece,
    doc,
    size,
)
from parsing.engine.readers.tests.makers import read_lines


def test_bold_slant_size_and_colour_are_kept() -> None:
    document = readers.read(
        doc([Piece("Engineer", BOLD), Piece(", Leeds ", ITALIC), Piece("2019\r", size(18) + RED_OF_THE_PALETTE)])
    )

    (paragraph,) = [paragraph for paragraph in document.paragraphs if paragraph.runs]
    assert [(run.text, run.bold, run.italic, run.font_size_pt, run.colour) for run in paragraph.runs] == [
        ("Engineer", True, False, 0.0, 0),
        (", Leeds ", False, True, 0.0, 0),
        ("2019", False, False, 18.0, 0xFF0000),
    ]


def test_styles_tell_headings_and_items() -> None:
    pieces = [Piece("Experience\r", style=HEADING), Piece("Led a team\r", style=LIST_ITEM), Piece("Plain\r")]

    lines = read_lines(doc(pieces)).lines

    assert [(line.text, line.heading_level, line.bold, line.bullet) for line in lines] == [
        ("Experience", 1, True, False),
        ("Led a team", None, False, True),
        ("Plain", None, False, False),
    ]


def test_hidden_white_and_tiny_text_is_kept_apart() -> None:
    hidden = [Piece("vanished ", VANISH), Piece("white ", WHITE), Piece("tiny\r", size(1))]

    data = doc([Piece("Jane Doe "), *hidden, Piece("Engineer\r")])

    found = {run.text.strip(): run.hidden for paragraph in readers.read(data).paragraphs for run in paragraph.runs}
    assert found == {
        "Jane Doe": None,
        "vanished": Hidden.MARKED,
        "white": Hidden.COLOUR,
        "tiny": Hidden.TINY,
        "Engineer": None,
    }
    assert [line.text for line in read_lines(data).lines] == ["Jane Doe", "Engineer"]
    assert read_lines(data).hidden_text == ("vanished", "white", "tiny")


def test_white_text_on_a_shade_is_seen() -> None:
    data = doc([Piece("Contact\r", WHITE, paragraph_changes=SHADED), Piece("Jane Doe\r")])

    assert [line.text for line in read_lines(data).lines] == ["Contact", "Jane Doe"]


@pytest.mark.parametrize("page", [0, 1])
@pytest.mark.parametrize("damage", [b"\xff" * SECTOR, bytes(range(256)) * 2], ids=["full", "noise"])
def test_text_is_read_where_its_looks_are_damaged(page: int, damage: bytes) -> None:
    data = bytearray(doc([Piece("Jane Doe\r", BOLD), Piece("Engineer in Leeds\r")]))
    first = data.find("Jane".encode("utf-16-le")) - TEXT_AT  # of the main stream in the file
    looks_at = first + TEXT_AT + SECTOR * (page + 1)
    data[looks_at : looks_at + SECTOR] = damage

    assert [line.text for line in read_lines(bytes(data)).lines] == ["Jane Doe", "Engineer in Leeds"]


@pytest.mark.parametrize("error", [OverflowError, KeyError, ValueError, struct.error])
def test_what_the_library_stumbles_over_is_unreadable(monkeypatch: pytest.MonkeyPatch, error: type[Exception]) -> None:
    def stumble(_: bytes) -> None:
        raise error

    monkeypatch.setattr(legacy_doc, "extract_text", stumble)

    with pytest.raises(UnreadableDocument):
        readers.read(doc([Piece("\r")]))
