"""One resume, whatever it is sent as: the same person, jobs and studies come out."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from parsing.engine import pipeline
from parsing.engine.model import DateSpan, Found, Tier
from parsing.engine.pipeline import ParsedResume
from parsing.engine.readers import OcrOptions
from parsing.engine.tests import one_cv

TODAY = date(2026, 11, 22)
PATIENT = OcrOptions(budget_s=200)  # a busy machine is not on trial
PERSON = {
    "name": "Harriet Bennett",
    "email": "harriet.bennett@example.org",
    "phone": "+442079460958",
    "jobs": [
        ("Structural Engineer", "Northern Bridges Ltd", "2019-03", None),
        ("Site Manager", "Harbour Works Ltd", "2014-06", "2019-02"),
    ],
    "studies": [("Bachelor of Science", "Civil Engineering", "University of Leeds", "2010", "2013")],
}
FROM_TEXT: dict[str, tuple[str, Callable[[], bytes]]] = {
    "pdf": ("pdf", one_cv.as_pdf),
    "docx": ("docx", one_cv.as_docx),
    "doc": ("doc", one_cv.as_doc),
    "rtf": ("rtf", one_cv.as_rtf),
    "odt": ("odt", one_cv.as_odt),
    "html": ("html", one_cv.as_html),
    **{
        f"txt in {encoding}": ("txt", lambda encoding=encoding: one_cv.as_text().encode(encoding))
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso8859-15")
    },
    "txt of Windows": ("txt", lambda: one_cv.as_text().replace("\n", "\r\n").encode("cp1252")),
}
FROM_PICTURES: dict[str, tuple[str, Callable[[], bytes]]] = {
    **{kind.lower(): ("image", lambda kind=kind: one_cv.as_picture(kind)) for kind in ("JPEG", "PNG", "WEBP", "TIFF")},
    "scanned pdf": ("pdf", one_cv.as_scanned_pdf),
    "pdf with a wrong text layer": ("pdf", one_cv.as_pdf_with_a_wrong_text_layer),
}


def parse(data: bytes, filename: str) -> ParsedResume:
    return pipeline.parse(data, filename=filename, today=TODAY, ocr=PATIENT)


def fields_of(parsed: ParsedResume) -> dict[str, Any]:
    resume = parsed.resume
    return {
        "name": value(resume.name),
        "email": value(resume.emails[0]) if resume.emails else None,
        "phone": resume.phones[0].value.e164 if resume.phones else None,
        "jobs": [(value(job.title), value(job.company), *months(job.dates)) for job in resume.experience],
        "studies": [
            (value(study.degree), value(study.field), value(study.institution), *months(study.dates))
            for study in resume.education
        ],
    }


def value(found: Found[Any] | None) -> Any:
    return found.value if found else None


def months(dates: Found[DateSpan] | None) -> tuple[str | None, str | None]:
    if dates is None:
        return None, None
    start, end = dates.value.start, dates.value.end
    return start.iso() if start else None, end.iso() if end else None


@pytest.mark.parametrize(("written_as", "make"), FROM_TEXT.values(), ids=list(FROM_TEXT))
def test_a_resume_is_the_same_in_every_format(written_as: str, make: Callable[[], bytes]) -> None:
    parsed = parse(make(), "a-name-that-lies.png")

    assert (parsed.document.format, parsed.resume.tier, parsed.resume.warnings) == (written_as, Tier.TIER1, ())
    assert fields_of(parsed) == PERSON
    text = " ".join(line.text for line in parsed.document.lines)
    assert [word for word in one_cv.ACCENTED if word not in text] == []


@pytest.mark.parametrize(("written_as", "make"), FROM_PICTURES.values(), ids=list(FROM_PICTURES))
def test_a_resume_is_the_same_as_pixels(english: None, written_as: str, make: Callable[[], bytes]) -> None:
    parsed = parse(make(), "a-name-that-lies.txt")

    assert (parsed.document.format, parsed.resume.tier, parsed.resume.warnings) == (written_as, Tier.TIER2, ())
    assert fields_of(parsed) == PERSON


@pytest.mark.parametrize("kind", ["doc", "docx", "odt", "rtf", "html", "pdf"])
@pytest.mark.parametrize("look", ["white", "tiny"])
def test_what_nobody_sees_is_in_no_field(kind: str, look: str) -> None:
    parsed = parse(one_cv.with_unseen(kind, look), "resume")

    assert fields_of(parsed) == PERSON
    assert [value(skill.name) for skill in parsed.resume.skills if "Kubernetes" in value(skill.name)] == []
    assert "Kubernetes" in " ".join(parsed.resume.hidden_text)
