"""Addresses broken over the lines of a narrow column: joined where something proves it, and only there."""

from dataclasses import replace

import pytest

from parsing.engine import layout
from parsing.engine.model import Box, Document, Page, Word

_LETTER_PT = 5.0


def _line(y: float, text: str, link: str | None = None) -> list[Word]:
    words, x = [], 40.0
    for piece in text.split(" "):
        width = len(piece) * _LETTER_PT
        words.append(Word(piece, Box(x, y, x + width, y + 10), 10, link=link))
        x += width + 3
    return words


def _read(*texts: str, links: dict[int, str] | None = None) -> list[str]:
    """The lines of a column at the left, with a main column beside it."""
    words = [w for n, text in enumerate(texts) for w in _line(100 + 13 * n, text, (links or {}).get(n))]
    for n in range(12):
        line = _line(94 + 15.5 * n, "and here the main text of the page goes on and on")
        words += [
            replace(w, box=Box(w.box.x0_pt + 230, w.box.top_pt, w.box.x1_pt + 230, w.box.bottom_pt)) for w in line
        ]
    page = Page(0, 595, 842, tuple(words))
    return [line.text for line in layout.arrange(Document("pdf", pages=(page,))).lines if "main" not in line.text]


_FULL = "Languages and skills of a sorts"  # as wide as the column


@pytest.mark.parametrize(
    ("texts", "whole"),
    [
        (("Manchester", "linkedin.com/in/jane-doe-examp", "le", _FULL, "Python"), "linkedin.com/in/jane-doe-example"),
        (
            ("linkedin.com/in/jane-doe-of-so", "me-where-far-away", _FULL),
            "linkedin.com/in/jane-doe-of-some-where-far-away",
        ),
        (("https://www.example.com/abcdef", "ghijklmnopqrstuvwxyzabcdefghij", "0815", _FULL), None),
        (("jane.doe.engineer@exam", "ple.org", "Python", _FULL), "jane.doe.engineer@example.org"),
        (("jane.doe.engineer@", "example.org", _FULL), "jane.doe.engineer@example.org"),
        (("jane.doe.engineer", "@example.org", _FULL), "jane.doe.engineer@example.org"),
        (("jane.doe.engineer@example.", "org", _FULL), "jane.doe.engineer@example.org"),
    ],
)
def test_an_address_that_fills_its_column_goes_on_below(texts: tuple[str, ...], whole: str | None) -> None:
    lines = _read(*texts)

    assert (whole or "".join(texts[:3])) in lines


def test_the_target_of_a_link_proves_where_an_address_ends() -> None:
    target = "https://www.linkedin.com/in/jane-doe"
    mail = "mailto:jane.doe@example.org"

    lines = _read(
        "linkedin.com/in",
        "/jane-doe",
        "jane.doe@example",
        ".org",
        _FULL,
        links={0: target, 1: target, 2: mail, 3: mail},
    )

    assert lines[:2] == ["linkedin.com/in/jane-doe", "jane.doe@example.org"]


@pytest.mark.parametrize(
    ("texts", "links"),
    [
        (("linkedin.com/in/jane", "python", _FULL), {}),  # there was room
        (("linkedin.com/in/jane-doe-examp", "github.com/jane", _FULL), {}),
        (("linkedin.com/in/jane-doe-examp", "Manchester", _FULL), {}),
        (("linkedin.com/in/jane-doe-examp", "jane-doe", _FULL), {}),  # a handle again
        (("jane.doe@example.org", "example.org", _FULL), {}),
        (("linkedin.com/in/jane-doe-examp", "le", _FULL), {0: "https://linkedin.com/in/jane-doe-examp"}),
        (("linkedin.com/in/jane-doe-examp", "le", _FULL), {0: "https://linkedin.com/in/other", 1: "https://le.com"}),
    ],
)
def test_what_does_not_belong_stays_apart(texts: tuple[str, ...], links: dict[int, str]) -> None:
    lines = _read(*texts, links=links)

    assert lines[:2] == list(texts[:2])
