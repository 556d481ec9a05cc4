"""Writes docs/reading.md: order of lines, characters lost, OCR by language, all measured in this run."""

from collections.abc import Iterator
from datetime import UTC, datetime

from parsing.engine import readers
from parsing.evals.corpus import LANGUAGES, REPOSITORY
from parsing.evals.reading import losses, order, pictures
from parsing.evals.report import markdown

PAGE = REPOSITORY / "docs" / "reading.md"

_HEAD = """# Reading

Written by `python -m parsing.evals.reading report` on {date}. Nothing here is typed by hand.

## Order of lines

Documents of a generator (`parsing/evals/reading`) whose order is known: Kendall's tau over their parts, and how many
are read in perfect order.
"""
_LOSSES = """
## Characters lost

Letters and digits that `pdftotext`, an independent library or the source text has and our lines have not, in the
documents given to us.
"""
_OCR = """
## OCR

Engine: {engine}; languages measured: {languages}{missing}.
Invented resumes in one column, {pages} a language, as pixels: scans of 150 and 300 dpi, and a photo that is two degrees
askew, shaded, grainy and not quite sharp. Wrong characters are edits a letter or digit of the truth. The language is
not told. Times are processor seconds of reading the whole file, the engine's processes included.
"""


def write(*, pages: int) -> None:
    """Measure all and write the page."""
    PAGE.write_text("\n".join(_parts(pages)).rstrip() + "\n", "utf-8")
    print(f"wrote {PAGE.relative_to(REPOSITORY)}")


def _parts(pages: int) -> Iterator[str]:
    status = readers.ocr_status()
    yield _HEAD.format(date=f"{datetime.now(UTC):%Y-%m-%d}")
    yield _fenced(order.table(order.evaluate()))
    yield _LOSSES
    yield _fenced(losses.table(losses.measure()))
    missing = [language for language in LANGUAGES if language not in status.languages]
    yield _OCR.format(
        engine=status.engine or "none",
        languages=", ".join(status.languages) or "none",
        missing=f"; claimed and not installed here, so not measured: {', '.join(missing)}" if missing else "",
        pages=pages,
    )
    readings = pictures.measure(pages=pages)
    yield from markdown(pictures.HEAD, pictures.rows(readings)) if readings else [pictures.table(readings)]


def _fenced(table: str) -> str:
    return f"```\n{table}\n```"
