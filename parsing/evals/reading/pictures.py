"""Character error rate and time of OCR by language: pages whose text is known, as pixels of scanners and of a phone."""

import hashlib
import json
import os
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from random import Random

from rapidfuzz.distance import Levenshtein

from parsing.engine import layout, readers
from parsing.engine.model import Document
from parsing.evals.corpus import LANGUAGES, REPOSITORY, cache_dir
from parsing.evals.generate.browser import Printer, printer
from parsing.evals.generate.compose import adapt, compose
from parsing.evals.generate.people import make_person
from parsing.evals.generate.render_html import render_html
from parsing.evals.generate.style import draw_style
from parsing.evals.generate.words import load_words
from parsing.evals.reading import spoiling
from parsing.evals.reading.spoiling import PHOTO, SCAN_150, SCAN_300, Condition, picture

_FIRST_SEED = 50_000
_OPTIONS = readers.OcrOptions(budget_s=300)  # a busy machine is not what is measured
_READ_PICTURES = (
    *("image", "ocr", "page_reading", "pictures", "recognised", "tesseract", "rapid", "word_places"),
    *("line_cutting", "line_sheets", "drawn_marks", "drawn_rules"),
)
MEASURED = (SCAN_150, SCAN_300, PHOTO)
SCRIPTS = {
    **dict.fromkeys(("ru", "uk"), "Cyrillic"),
    "el": "Greek",
    **dict.fromkeys(("ar", "he", "hi", "ja", "ko", "zh"), "others"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    language: str
    condition: str
    characters: int
    errors: int  # edits
    seconds: float  # of processor time
    pages: int


def measure(languages: Sequence[str] = LANGUAGES, *, pages: int = 2) -> list[Reading]:
    """`pages` resumes of each language in every condition; only languages that the engine of this machine can read.

    What was measured with the same code and engine is not measured again, so that a run that was ended can go on.
    """
    readable = readers.ocr_status().languages
    with printer() as browser:
        if browser is None:
            return []
        return [
            reading
            for language in languages
            if language in readable
            for number in range(pages)
            for reading in _kept_readings(language, _FIRST_SEED + number, browser)
        ]


def _kept_readings(language: str, seed: int, browser: Printer) -> Iterator[Reading]:
    folder = cache_dir() / "ocr" / _state_of_code()
    for condition in MEASURED:
        kept = folder / f"{language}-{seed}-{condition.name.replace(' ', '-')}.json"
        if not kept.exists():
            reading = _reading(resume(language, seed, browser), language, condition)
            folder.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(asdict(reading)), "utf-8")
        yield Reading(**json.loads(kept.read_text("utf-8")))


@lru_cache(maxsize=1)
def _state_of_code() -> str:
    """A name for the engine and the code that takes part: reading pictures, ordering lines, making and measuring."""
    digest = hashlib.sha256(str(readers.ocr_status()).encode())
    folder = Path(str(readers.__file__)).parent
    paths = [folder / f"{name}.py" for name in _READ_PICTURES] + [Path(__file__), Path(str(spoiling.__file__))]
    others = (Path(str(layout.__file__)).parent, REPOSITORY / "parsing/evals/generate")
    for path in paths + [path for other in others for path in sorted(other.glob("*.py"))]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def resume(language: str, seed: int, browser: Printer) -> bytes:
    """A resume in one column: how letters are recognised is measured here, not the order of columns."""
    rng = Random(f"{language} {seed}")
    words = load_words(language)
    style = draw_style(words, rng, flowing=False)
    person = adapt(make_person(words, rng), style)
    return browser.pdf(render_html(compose(person, words, style, rng), "single", rng))


def _reading(data: bytes, language: str, condition: Condition) -> Reading:
    source = readers.read(data)
    truth = text_of(source)
    scan = picture(data, condition)
    started = _processor_s()
    read = text_of(readers.read(scan, ocr=_OPTIONS))
    seconds = _processor_s() - started
    return Reading(language, condition.name, len(truth), errors(truth, read), seconds, source.page_count)


def text_of(document: Document) -> str:
    """Letters and digits in reading order: spaces, dashes and bullets are not what is counted."""
    lines = layout.arrange(document).lines
    return "".join(character for line in lines for character in line.text.casefold() if character.isalnum())


def _processor_s() -> float:
    """Of this process and those that it waited for: a busy machine is not what is measured."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def errors(truth: str, read: str) -> int:
    """How many characters have to be changed, added or taken away."""
    return Levenshtein.distance(truth, read)


HEAD = ("wrong characters", *(condition.name for condition in MEASURED), "median processor s a page, 150 dpi")


def rows(readings: Sequence[Reading]) -> list[tuple[str, ...]]:
    """One row a language, then one a script."""
    found = [_row(code, [item for item in readings if item.language == code]) for code in _languages(readings)]
    for script in ("Latin", "Cyrillic", "Greek", "others"):
        members = [reading for reading in readings if SCRIPTS.get(reading.language, "Latin") == script]
        if members:
            found.append(_row(script, members))
    return found


def _languages(readings: Sequence[Reading]) -> list[str]:
    return list(dict.fromkeys(reading.language for reading in readings))


def _row(name: str, members: Sequence[Reading]) -> tuple[str, ...]:
    cells = []
    for condition in MEASURED:
        some = [reading for reading in members if reading.condition == condition.name]
        cells.append(f"{share_wrong(some):.2%}")
    times = [item.seconds / item.pages for item in members if item.condition == SCAN_150.name]
    return (name, *cells, f"{statistics.median(times):.1f}")


def share_wrong(readings: Sequence[Reading]) -> float:
    return sum(item.errors for item in readings) / max(1, sum(item.characters for item in readings))


def table(readings: Sequence[Reading]) -> str:
    if not readings:
        return "no OCR engine, or no browser to make pages with"
    return "\n".join(f"{row[0]:18}" + "".join(f"{cell:>12}" for cell in row[1:]) for row in (HEAD, *rows(readings)))
