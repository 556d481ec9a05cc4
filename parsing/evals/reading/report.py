"""Writes docs/reading.md: what is read, and OCR by language, measured in this run or kept from one that was ended."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from parsing.engine import readers
from parsing.evals.corpus import LANGUAGES, REPOSITORY
from parsing.evals.reading import pictures
from parsing.evals.report import markdown

PAGE = REPOSITORY / "docs" / "reading.md"

_HEAD = """# Reading

Written by `python -m parsing.evals.reading report` on {date}. Nothing here is typed by hand. The order of lines and the
characters lost are printed by `make eval`, the times by `make bench`.

## OCR

Engine: {engine}; languages installed: {languages}.{missing}
Invented resumes in one column, {pages} a language, as pixels: scans of 150 and 300 dpi, and a photo that is two degrees
askew, shaded, grainy and not quite sharp. Wrong characters are edits a letter or digit of the truth. The language is
not told. Times are processor seconds of reading the whole file, the engine's processes included, on a busy machine.
"""


def write(languages: Sequence[str] = LANGUAGES, *, pages: int) -> None:
    """Measure and write the page."""
    PAGE.write_text("\n".join(_parts(languages, pages)).rstrip() + "\n", "utf-8")
    print(f"wrote {PAGE.relative_to(REPOSITORY)}")


def _parts(languages: Sequence[str], pages: int) -> Iterator[str]:
    status = readers.ocr_status()
    readings = pictures.measure(languages, pages=pages)
    measured = {reading.language for reading in readings}
    missing = [language for language in LANGUAGES if language not in measured]
    yield _HEAD.format(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        engine=status.engine or "none",
        languages=", ".join(status.languages) or "none",
        missing=f" Read by the engine and not measured here: {', '.join(missing)}." if missing else "",
        pages=pages,
    )
    yield from markdown(pictures.HEAD, pictures.rows(readings)) if readings else [pictures.table(readings)]
