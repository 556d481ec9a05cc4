"""The box of a value's evidence covers the words of the value on the page: what a reader is shown is what was read."""

from datetime import date

from parsing.engine import pipeline, readers
from parsing.engine.model import Box, DateSpan, Found, Location, Page, Phone
from parsing.engine.profiles import found_values
from parsing.evals.corpus import Case, cache_dir, load_folder
from parsing.evals.generate.build import build
from parsing.evals.matching import fold, squeeze

TODAY = date(2026, 1, 1)
LEAST_COVERED = 0.99
DOCUMENTS = 20


def cases() -> list[Case]:
    """Printed documents of many languages and layouts, none of which needs a browser."""
    made = [
        case
        for case in load_folder(build("made", 1, cache_dir()), "made")
        if case.format == "pdf" and not case.picture and case.group != "chromium"
    ]
    return made[:: max(1, len(made) // DOCUMENTS)][:DOCUMENTS]


def said(found: Found[object]) -> str:
    match found.value:
        case Phone() | Location():
            return found.value.text
        case DateSpan():
            return found.value.raw
        case str():
            return found.value
    return ""


def words_in(box: Box, page: Page) -> str:
    inside = [
        word.text
        for word in page.words
        if word.box.x0_pt < box.x1_pt + 0.5
        and word.box.x1_pt > box.x0_pt - 0.5
        and word.box.top_pt < box.bottom_pt - 1
        and word.box.bottom_pt > box.top_pt + 1
    ]
    return squeeze(" ".join(inside)) + squeeze(" ".join(reversed(inside)))


def test_boxes_of_evidence_cover_the_words_of_their_values() -> None:
    covered, missed = 0, []
    for case in cases():
        data = case.path.read_bytes()
        pages = readers.read(data, filename=case.name, ocr=None).pages
        resume = pipeline.parse(data, filename=case.name, today=TODAY).resume
        for path, found in found_values(resume):
            text, box = said(found), found.evidence.box
            if not text or box is None:
                continue
            shown = words_in(box, pages[found.evidence.page])
            if all(word in shown or word[::-1] in shown for word in fold(text).split()):
                covered += 1
            else:
                missed.append(f"{case.name} {path}: {text!r}")

    assert covered > 30 * DOCUMENTS
    assert covered >= LEAST_COVERED * (covered + len(missed)), missed
