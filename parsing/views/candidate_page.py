"""What the candidate page shows: the document at the left, the record and the score at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from parsing.engine.analysis import analyse
from parsing.engine.codec import findings_from_json, resume_from_json
from parsing.engine.model import Findings, Resume
from parsing.models import Candidate, JobFile
from parsing.views.places import Highlight, highlights, lines_of_values
from parsing.views.ranking import slices
from parsing.views.record import present
from parsing.views.timeline import timeline

# Formats whose pages have an image to show; the others are shown as text.
PAGED_FORMATS = ("pdf", "image")


@dataclass(frozen=True, slots=True)
class DocumentPage:
    number: int  # from 0
    width_pt: float
    height_pt: float
    highlights: tuple[Highlight, ...]


@dataclass(frozen=True, slots=True)
class DocumentLine:
    text: str
    paths: str  # of the values read from it, separated by spaces


def page_context(candidate: Candidate, file: JobFile | None, files: Sequence[JobFile]) -> dict[str, Any]:
    """The context of the page for a candidate as seen by one job's file."""
    resume = resume_from_json(candidate.resume)
    findings = findings_of(resume, file)
    return {
        "candidate": candidate,
        "file": file,
        "other_jobs": [other for other in files if file is None or other.pk != file.pk],
        "notes": candidate.notes.select_related("author")[:50] if candidate.pk else (),
        "record": present(resume, findings),
        "resume": resume,
        "findings": findings,
        "fit": findings.fit,
        "slices": slices(findings.fit.parts) if findings.fit else (),
        "pages": _pages(candidate, resume),
        "lines": _lines(candidate, resume),
        "timeline": timeline(resume.experience, today=timezone.localdate()),
    }


def findings_of(resume: Resume, file: JobFile | None) -> Findings:
    """As concluded for a job's file; without one, as follows from the document alone."""
    if file is not None and file.findings:
        return findings_from_json(file.findings)
    return analyse(resume, None, today=timezone.localdate())


def _pages(candidate: Candidate, resume: Resume) -> list[DocumentPage]:
    """The pages of a document that has pages; empty where the file is gone."""
    if candidate.stored_file is None or candidate.stored_file.format not in PAGED_FORMATS:
        return []
    sizes = (candidate.document or {}).get("pages", [])
    places = highlights(resume)
    return [
        DocumentPage(
            number=number,
            width_pt=size["width_pt"],
            height_pt=size["height_pt"],
            highlights=tuple(place for place in places if place.page == number),
        )
        for number, size in enumerate(sizes)
    ]


def _lines(candidate: Candidate, resume: Resume) -> list[DocumentLine]:
    paths = lines_of_values(resume)
    lines = (candidate.document or {}).get("lines", [])
    return [DocumentLine(line["text"], " ".join(paths.get(line["index"], ()))) for line in lines]
