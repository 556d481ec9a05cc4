"""Writes docs/reading.md: what is read, OCR by language, fields of scans and photos; the figures are of this run."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from parsing.engine import readers
from parsing.evals.corpus import LANGUAGES, REPOSITORY
from parsing.evals.reading import pictures, scans
from parsing.evals.reading.spoiling import SCAN_300
from parsing.evals.report import PAGE_PARTS, markdown

PAGE = REPOSITORY / "docs" / "reading.md"
_ALPHABETS = ("Latin", "Cyrillic", "Greek")
_MOST_WRONG = 0.02  # of the characters of a clean scan in these alphabets


def write(languages: Sequence[str] = LANGUAGES, *, pages: int, every: int) -> None:
    """Measure and write the page; of the documents read as scans only every so many."""
    PAGE.write_text("\n".join(_parts(languages, pages, every)).rstrip() + "\n", "utf-8")
    print(f"wrote {PAGE.relative_to(REPOSITORY)}")


def _parts(languages: Sequence[str], pages: int, every: int) -> Iterator[str]:
    status = readers.ocr_status()
    readings = pictures.measure(languages, pages=pages)
    yield _sentences("reading").format(
        date=f"{datetime.now(UTC):%Y-%m-%d}",
        engine=status.engine or "none",
        languages=", ".join(status.languages) or "none",
        missing=_missing(readings),
        pages=pages,
        verdict=_verdict(readings),
    )
    yield from markdown(pictures.HEAD, pictures.rows(readings)) if readings else [pictures.table(readings)]
    yield _sentences("reading_scans").format(share="" if every == 1 else f", one in {every}")
    yield from markdown(scans.HEAD, scans.rows(scans.measure(every=every)))


def _sentences(name: str) -> str:
    return (PAGE_PARTS / f"{name}.md").read_text("utf-8").removesuffix("\n")


def _missing(readings: Sequence[pictures.Reading]) -> str:
    """What is said of languages without a figure."""
    measured = {reading.language for reading in readings}
    missing = [language for language in LANGUAGES if language not in measured]
    return f" Not measured here: {', '.join(missing)}." if missing else ""


def _verdict(readings: Sequence[pictures.Reading]) -> str:
    """Whether every language in one of the three alphabets keeps to the most that may be wrong, and which does not."""
    clean = [
        reading
        for reading in readings
        if reading.condition == SCAN_300.name and pictures.SCRIPTS.get(reading.language, "Latin") in _ALPHABETS
    ]
    shares = {
        language: pictures.share_wrong([reading for reading in clean if reading.language == language])
        for language in dict.fromkeys(reading.language for reading in clean)
    }
    above = [f"{language} {share:.2%}" for language, share in shares.items() if share > _MOST_WRONG]
    kept = f"{len(shares) - len(above)} of {len(shares)} languages in Latin, Cyrillic and Greek letters stay within"
    return f"{kept} {_MOST_WRONG:.0%} on clean scans of 300 dpi" + (f"; above: {', '.join(above)}." if above else ".")
